module lab.client {
  exports lab.client;
}
