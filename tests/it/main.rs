//! The program from outside: what a person, a script and another engine see.

mod harness;

mod commands;
mod corpus;
mod crash;
mod demo;
mod order;
mod readers;
mod schemas;
mod together;
