/** A program of somebody else's. */
package com.example.boot;
