//! `pipeline`'s port to the tables' logs.

use std::collections::BTreeMap;

use async_trait::async_trait;
use pipeline::{Head, Removed, TableLog};
use tables::Part;

use crate::logs::DeltaLogs;

#[async_trait]
impl TableLog for DeltaLogs {
    async fn ensure(&self) -> pipeline::Result<BTreeMap<String, u64>> {
        DeltaLogs::ensure(self)
            .await
            .map_err(pipeline::Error::tables)
    }

    async fn commit(
        &self,
        table: &str,
        n: u64,
        adds: &[Part],
        removes: &[Removed],
    ) -> pipeline::Result<u64> {
        DeltaLogs::commit(self, table, n, adds, removes)
            .await
            .map_err(pipeline::Error::tables)
    }

    async fn holds(&self, table: &str, version: u64, paths: &[&str]) -> pipeline::Result<bool> {
        DeltaLogs::holds(self, table, version, paths)
            .await
            .map_err(pipeline::Error::tables)
    }

    async fn validate(&self, part: &Part) -> pipeline::Result<Option<String>> {
        DeltaLogs::validate(self, part)
            .await
            .map_err(pipeline::Error::tables)
    }

    async fn head_moved(&self, head: &Head) -> pipeline::Result<()> {
        DeltaLogs::head_moved(self, head)
            .await
            .map_err(pipeline::Error::tables)
    }
}
