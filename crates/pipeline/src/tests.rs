//! The flows over fakes: a tiny format, logs of tables in memory, processes that die when told to.

mod acts;
mod claims;
mod crashes;
mod flows;
mod folds;
mod scale;
mod simulation;
mod table_log;
mod world;
