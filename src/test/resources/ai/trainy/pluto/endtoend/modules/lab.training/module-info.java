module lab.training {
  exports lab.training;

  requires lab.client;
}
