//! A stack in an emulated account: the template deployed as it is, by its own tool, with the functions'
//! binaries.

mod account;
mod cases;
mod drops;
mod faults;
mod guarded;
