//! The lake from outside: logs, sessions, views, and views against `rules`.

mod agree;
mod commit;
mod rows;
mod session;
