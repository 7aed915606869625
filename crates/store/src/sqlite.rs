//! State in one SQLite file, which several processes use at once.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use rusqlite::{
    Connection, ErrorCode, OptionalExtension, Transaction, TransactionBehavior, params,
};
use serde_json::Value;

use crate::error::{Error, Result};
use crate::key::{self, Key};
use crate::private;
use crate::state::{Change, Expect, Item, Op, State, refuse_unfit, refuse_unfit_key};

/// How long a writer waits for another process's: a transaction takes milliseconds, a hundred waiting
/// processes some seconds.
const PATIENCE: Duration = Duration::from_secs(30);

/// State in one SQLite file. A call blocks its thread for as long as the disk takes, some ten
/// microseconds to read and a hundred to write.
#[derive(Debug)]
pub struct Sqlite {
    connection: Mutex<Connection>,
    /// What was committed and is not in the file yet. SQLite's locks are on other files, so that this one
    /// may be opened and closed beside it.
    log: PathBuf,
}

impl Sqlite {
    /// Opens the file; creates it where there is none.
    ///
    /// # Errors
    /// [`Error::Unavailable`] if the file can't be opened.
    pub fn open(path: &Path) -> Result<Sqlite> {
        // SQLite would let everybody read it, and gives its other files the rights of this one.
        match private::create_file(path) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                return Err(Error::Unavailable(Box::new(error)));
            }
            _ => {}
        }
        let mut connection = Connection::open(path).map_err(away)?;
        // First, because switching to WAL takes a lock itself.
        connection.busy_timeout(PATIENCE).map_err(away)?;
        connection
            .pragma_update(None, "journal_mode", "WAL")
            .map_err(away)?;
        // A killed process loses nothing; a power cut may lose the last commits, and what they said
        // is then done again from landed objects and plans. Before a plan is put, `sync` is asked for.
        connection
            .pragma_update(None, "synchronous", "NORMAL")
            .map_err(away)?;
        connection
            .execute_batch(
                "create table if not exists item (
                     partition text not null,
                     sort text not null,
                     version integer not null,
                     body text not null,
                     primary key (partition, sort)
                 ) without rowid",
            )
            .map_err(away)?;
        list_changes(&mut connection).map_err(away)?;
        let mut log = path.as_os_str().to_owned();
        log.push("-wal");
        Ok(Sqlite {
            connection: Mutex::new(connection),
            log: log.into(),
        })
    }

    fn connection(&self) -> MutexGuard<'_, Connection> {
        // A transaction that unwound was rolled back.
        self.connection
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    fn write<T>(&self, write: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
        let mut connection = self.connection();
        // A deferred transaction that turns from reading to writing fails at once, whatever the
        // timeout.
        let transaction = connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(away)?;
        let answer = write(&transaction)?;
        transaction.commit().map_err(away)?;
        Ok(answer)
    }
}

/// Makes the list of changes where there is none yet; what was written before stands in it too. A trigger keeps
/// it, so that a program of an earlier version keeps it as well.
fn list_changes(connection: &mut Connection) -> rusqlite::Result<()> {
    let is_there = |connection: &Connection| {
        let named = "select count(*) from sqlite_master where type = 'trigger' and name = 'listed'";
        connection.query_row(named, [], |row| row.get::<_, i64>(0))
    };
    if is_there(connection)? > 0 {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another process may have been faster.
    if is_there(&transaction)? == 0 {
        let is_work = |of: &str| {
            let (item, event) = (key::WORK, key::WORK_EVENT);
            format!("{of}partition glob '{item}*' or {of}partition glob '{event}*'")
        };
        transaction.execute_batch(&format!(
            "create table change (
                 nth integer primary key autoincrement,
                 partition text not null,
                 sort text not null
             );
             insert into change (partition, sort)
                 select partition, sort from item where {} order by partition, sort;
             create trigger listed after insert on item when {} begin
                 insert into change (partition, sort) values (new.partition, new.sort);
             end",
            is_work(""),
            is_work("new.")
        ))?;
    }
    transaction.commit()
}

#[async_trait]
impl State for Sqlite {
    async fn changes(&self, limit: usize) -> Result<Vec<Change>> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let connection = self.connection();
        let mut query = connection
            .prepare_cached("select nth, partition, sort from change order by nth limit ?1")
            .map_err(away)?;
        let mut rows = query.query([limit]).map_err(away)?;
        let mut changes = Vec::new();
        while let Some(row) = rows.next().map_err(away)? {
            let key = Key::new(
                row.get::<_, String>(1).map_err(away)?,
                row.get::<_, String>(2).map_err(away)?,
            );
            let nth = version_of(&key, row.get(0).map_err(away)?)?;
            changes.push(Change { nth, key });
        }
        Ok(changes)
    }

    async fn strike_changes(&self, through: u64) -> Result<()> {
        let through = i64::try_from(through).unwrap_or(i64::MAX);
        self.write(|transaction| {
            let struck = transaction.execute("delete from change where nth <= ?1", [through]);
            struck.map(drop).map_err(away)
        })
    }

    async fn sync(&self) -> Result<()> {
        match File::open(&self.log).and_then(|log| log.sync_data()) {
            // Everything is in the file itself, which is synced when the log is emptied into it.
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            synced => synced.map_err(|error| Error::Unavailable(Box::new(error))),
        }
    }

    async fn get(&self, key: &Key) -> Result<Option<Item>> {
        refuse_unfit_key(key)?;
        let connection = self.connection();
        let mut query = connection
            .prepare_cached("select version, body from item where partition = ?1 and sort = ?2")
            .map_err(away)?;
        let found = query
            .query_row([&key.partition, &key.sort], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()
            .map_err(away)?;
        found
            .map(|(version, body)| item(key.clone(), version, body))
            .transpose()
    }

    async fn put(&self, key: &Key, body: Value, expect: Expect) -> Result<u64> {
        let ops = [Op::Put {
            key: key.clone(),
            body,
            expect,
        }];
        let bodies = refuse_unfit(&ops)?;
        self.write(|transaction| apply_all(transaction, &ops, &bodies))
    }

    async fn transact(&self, ops: Vec<Op>) -> Result<()> {
        let bodies = refuse_unfit(&ops)?;
        if ops.is_empty() {
            return Ok(());
        }
        self.write(|transaction| apply_all(transaction, &ops, &bodies))
            .map(drop)
    }

    async fn query(&self, partition: &str, after: Option<&str>, limit: usize) -> Result<Vec<Item>> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let connection = self.connection();
        let mut query = connection
            .prepare_cached(
                "select sort, version, body from item where partition = ?1 and sort > ?2
                 order by sort limit ?3",
            )
            .map_err(away)?;
        // No sort key is empty.
        let mut rows = query
            .query(params![partition, after.unwrap_or(""), limit])
            .map_err(away)?;
        let mut items = Vec::new();
        while let Some(row) = rows.next().map_err(away)? {
            let sort: String = row.get(0).map_err(away)?;
            let key = Key::new(partition, sort);
            items.push(item(
                key,
                row.get(1).map_err(away)?,
                row.get(2).map_err(away)?,
            )?);
        }
        Ok(items)
    }
}

/// Applies operations with their bodies as text and returns the version that the last one leaves.
fn apply_all(transaction: &Transaction<'_>, ops: &[Op], bodies: &[String]) -> Result<u64> {
    ops.iter()
        .zip(bodies)
        .try_fold(0, |_, (op, body)| apply(transaction, op, body))
}

fn apply(transaction: &Transaction<'_>, op: &Op, body: &str) -> Result<u64> {
    let (Op::Put { key, expect, .. } | Op::Delete { key, expect } | Op::Check { key, expect }) = op;
    let found: Option<i64> = transaction
        .prepare_cached("select version from item where partition = ?1 and sort = ?2")
        .and_then(|mut query| {
            query
                .query_row([&key.partition, &key.sort], |row| row.get(0))
                .optional()
        })
        .map_err(away)?;
    let found = found.map(|version| version_of(key, version)).transpose()?;
    let holds = match expect {
        Expect::Absent => found.is_none(),
        Expect::Present => found.is_some(),
        Expect::Version(version) => found == Some(*version),
    };
    if !holds {
        return Err(Error::Conflict);
    }
    let version = found.unwrap_or(0) + 1;
    match op {
        Op::Put { .. } => transaction
            .prepare_cached("insert or replace into item values (?1, ?2, ?3, ?4)")
            .and_then(|mut statement| {
                let number = i64::try_from(version).unwrap_or(i64::MAX);
                statement.execute(params![key.partition, key.sort, number, body])
            })
            .map_err(away)?,
        Op::Delete { .. } => transaction
            .prepare_cached("delete from item where partition = ?1 and sort = ?2")
            .and_then(|mut statement| statement.execute([&key.partition, &key.sort]))
            .map_err(away)?,
        Op::Check { .. } => 0,
    };
    Ok(version)
}

fn item(key: Key, version: i64, body: String) -> Result<Item> {
    let version = version_of(&key, version)?;
    match serde_json::from_str(&body) {
        Ok(body) => Ok(Item { key, version, body }),
        Err(_) => Err(damaged(&key)),
    }
}

fn version_of(key: &Key, version: i64) -> Result<u64> {
    u64::try_from(version).map_err(|_| damaged(key))
}

fn damaged(key: &Key) -> Error {
    Error::Damaged(format!("the item {} {}", key.partition, key.sort))
}

/// SQLite's own messages name files and statements, never values.
fn away(error: rusqlite::Error) -> Error {
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
            Error::Damaged("the state's file".to_owned())
        }
        _ => Error::Unavailable(Box::new(error)),
    }
}

#[cfg(test)]
mod tests;
