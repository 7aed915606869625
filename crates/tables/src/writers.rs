//! One open part a table, and the row counts.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;

use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;
use arrow::error::ArrowError;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_writer::ArrowWriterOptions;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;

use crate::meta::{Table, TableMeta};
use crate::part::{self, Part, PartFile, PartFiles, RECENT};
use crate::record::Record;
use crate::settings::{
    BATCH_BYTES, BATCH_ROWS, GROUP_BYTES, GROUP_ROWS, HELD_BYTES, LARGE_ROW, LEAST_GROUP_BYTES,
    LOOK_ROWS, PART_BYTES, PART_ROWS, properties,
};
use crate::stats::stats;
use crate::table;

/// A part could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The folder or bucket refused.
    #[error("expected to write a part, but found an error")]
    Io(#[from] io::Error),
    /// Encoding failed.
    #[error("expected to encode a part, but found an error")]
    Parquet(#[from] ParquetError),
    /// Columns did not fit together.
    #[error("expected to build a batch, but found an error")]
    Arrow(#[from] ArrowError),
}

/// What all tables' writers share.
#[derive(Debug)]
struct Target {
    files: Arc<dyn PartFiles>,
    prefix: String,
    modified_ms: i64,
    part_bytes: usize,
    /// Encoded bytes of all row groups that are open.
    held: AtomicUsize,
}

impl Target {
    /// How large the row group of a table may get that holds `own` of what is held.
    fn group(&self, own: usize) -> usize {
        let others = self.held.load(Relaxed).saturating_sub(own);
        let left = HELD_BYTES.saturating_sub(others);
        left.clamp(LEAST_GROUP_BYTES, GROUP_BYTES)
    }

    /// A table holds `now` in place of `before`.
    fn holds(&self, before: usize, now: usize) {
        self.held.fetch_sub(before, Relaxed);
        self.held.fetch_add(now, Relaxed);
    }
}

/// The writer of one table: builders, the open part, the finished ones.
#[derive(Debug)]
pub struct TableWriter<T: Table> {
    target: Arc<Target>,
    columns: T::Columns,
    waiting: usize,
    /// At how many waiting rows their bytes are looked at.
    look: usize,
    rows: u64,
    open: Option<Open>,
    /// Encoded bytes of its open row group.
    held: usize,
    done: Vec<Part>,
    // Made with the first row; most files fill few tables.
    schema: Option<SchemaRef>,
}

/// A part that is being written.
#[derive(Debug)]
pub(crate) struct Open {
    pub(crate) writer: ArrowWriter<Sink>,
    path: String,
    pub(crate) rows: usize,
}

impl Open {
    pub(crate) fn new(
        files: &dyn PartFiles,
        table: &str,
        path: String,
        schema: SchemaRef,
        properties: WriterProperties,
    ) -> Result<Open, WriteError> {
        let file = files.create(table, &path)?;
        let sink = Sink {
            file: Some(file),
            written: 0,
        };
        // The docs of the columns are ours to tell; in each footer they would be most of it.
        let options = ArrowWriterOptions::new()
            .with_properties(properties)
            .with_skip_arrow_metadata(true);
        let writer = ArrowWriter::try_new_with_options(sink, schema, options)?;
        Ok(Open {
            writer,
            path,
            rows: 0,
        })
    }

    /// Hands rows on, and begins another row group where this one holds so many bytes.
    pub(crate) fn write(&mut self, batch: &RecordBatch, group: usize) -> Result<(), WriteError> {
        self.writer.write(batch)?;
        self.rows += batch.num_rows();
        if self.writer.memory_size() >= group {
            self.writer.flush()?;
        }
        Ok(())
    }

    pub(crate) fn close(
        mut self,
        table: &TableMeta,
        tier: &str,
        month: Option<&str>,
        modified_ms: i64,
    ) -> Result<Part, WriteError> {
        let footer = self.writer.finish()?;
        let sink = self.writer.inner_mut();
        if let Some(mut file) = sink.file.take() {
            file.flush()?;
            file.finish()?;
        }
        Ok(Part {
            table: table.name.to_owned(),
            path: self.path,
            rows: u64::try_from(footer.file_metadata().num_rows()).unwrap_or(0),
            size: sink.written,
            stats: stats(&footer, &table.columns()),
            partition_values: part::partition(tier, month),
            modified_ms,
        })
    }
}

impl<T: Table> TableWriter<T> {
    fn new(target: Arc<Target>) -> Self {
        TableWriter {
            target,
            columns: T::Columns::default(),
            waiting: 0,
            look: 1,
            rows: 0,
            open: None,
            held: 0,
            done: Vec::new(),
            schema: None,
        }
    }

    /// Appends a row.
    ///
    /// # Errors
    /// [`WriteError`]; what was appended before may be lost then.
    #[inline]
    pub fn append(&mut self, row: &<T as Record>::Row<'_>) -> Result<(), WriteError> {
        T::append(&mut self.columns, row);
        self.waiting += 1;
        self.rows += 1;
        if self.waiting >= BATCH_ROWS || (self.waiting >= self.look && self.is_full()) {
            self.encode(GROUP_ROWS)?;
        }
        Ok(())
    }

    /// Looks at the bytes that wait, and says when to look again: soon, and at once while rows are
    /// large. A row is as large as its lists, and a claim may have thousands of references.
    fn is_full(&mut self) -> bool {
        let bytes = T::memory(&self.columns);
        let large = bytes >= self.waiting * LARGE_ROW;
        self.look = self.waiting + if large { 1 } else { LOOK_ROWS };
        bytes >= BATCH_BYTES
    }

    /// Rows appended so far.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Hands what was gathered to the open part, or opens one whose row groups have at most so many rows.
    fn encode(&mut self, rows: usize) -> Result<(), WriteError> {
        if self.waiting == 0 {
            return Ok(());
        }
        (self.waiting, self.look) = (0, 1);
        let arrays = T::finish(&mut self.columns);
        let schema = self.schema.get_or_insert_with(|| T::META.schema());
        let batch = RecordBatch::try_new(schema.clone(), arrays)?;
        let open = match &mut self.open {
            Some(open) => open,
            none => {
                let name = format!("{}-{:06}", self.target.prefix, self.done.len() + 1);
                none.insert(Open::new(
                    &*self.target.files,
                    T::META.name,
                    part::path(RECENT, None, &name),
                    schema.clone(),
                    properties(T::META, rows),
                )?)
            }
        };
        open.write(&batch, self.target.group(self.held))?;
        let before = std::mem::replace(&mut self.held, open.writer.memory_size());
        self.target.holds(before, self.held);
        if open.writer.bytes_written() >= self.target.part_bytes || open.rows >= PART_ROWS {
            self.close()?;
        }
        Ok(())
    }

    fn close(&mut self) -> Result<(), WriteError> {
        self.target.holds(std::mem::take(&mut self.held), 0);
        if let Some(open) = self.open.take() {
            let modified_ms = self.target.modified_ms;
            self.done
                .push(open.close(T::META, RECENT, None, modified_ms)?);
        }
        Ok(())
    }

    fn finish(mut self, to: &mut Vec<Part>) -> Result<(), WriteError> {
        self.encode(self.waiting)?;
        self.close()?;
        to.append(&mut self.done);
        Ok(())
    }
}

/// A part's file, counted: the Parquet writer must not own the only way to close it.
pub(crate) struct Sink {
    file: Option<Box<dyn PartFile>>,
    written: u64,
}

impl std::fmt::Debug for Sink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sink")
            .field("written", &self.written)
            .finish_non_exhaustive()
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let file = self.file.as_mut().ok_or(io::ErrorKind::BrokenPipe)?;
        let count = file.write(bytes)?;
        self.written += u64::try_from(count).unwrap_or(0);
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.as_mut().map_or(Ok(()), Write::flush)
    }
}

/// All tables' writers, from the list of tables.
macro_rules! writers {
    ($($table:ident: $row:ident,)*) => {
        /// One open part a table, opened with its first batch and rolled over at a size.
        #[derive(Debug)]
        pub struct Writers {
            target: Arc<Target>,
            $($table: TableWriter<table::$row<'static>>,)*
        }

        impl Writers {
            fn to(target: Target) -> Writers {
                let target = Arc::new(target);
                Writers { $($table: TableWriter::new(Arc::clone(&target)),)* target }
            }

            $(
                #[doc = concat!("The writer of `", stringify!($table), "`.")]
                pub fn $table(&mut self) -> &mut TableWriter<table::$row<'static>> {
                    &mut self.$table
                }
            )*

            /// Rows appended so far, by table; tables without any are left out.
            #[must_use]
            pub fn rows_by_table(&self) -> BTreeMap<String, u64> {
                let mut rows = BTreeMap::new();
                $(
                    if self.$table.rows > 0 {
                        rows.insert(stringify!($table).to_owned(), self.$table.rows);
                    }
                )*
                rows
            }

            /// Rows appended so far, in the order of [`ALL`]: cheap, for differences.
            #[must_use]
            pub fn row_counts(&self) -> [u64; ALL.len()] {
                [$(self.$table.rows),*]
            }

            /// Closes every part.
            ///
            /// # Errors
            /// [`WriteError`]; the parts are then worth nothing.
            pub fn finish(self) -> Result<Vec<Part>, WriteError> {
                let mut parts = Vec::new();
                $(self.$table.finish(&mut parts)?;)*
                Ok(parts)
            }
        }

        /// One sample row of each table from a seed, and what its batch must be.
        #[cfg(test)]
        pub(crate) fn sample_row(
            writers: &mut Writers,
            expected: &mut Expected,
            seed: &mut crate::sample::Seed,
        ) -> Result<(), WriteError> {
            $(
                let row = <table::$row<'static> as crate::sample::SampleRecord>::sample(seed);
                <table::$row<'static> as Record>::append(&mut expected.$table, &row);
                writers.$table.append(&row)?;
            )*
            Ok(())
        }

        /// The same rows in builders of their own.
        #[cfg(test)]
        #[derive(Debug, Default)]
        pub(crate) struct Expected {
            $($table: <table::$row<'static> as Record>::Columns,)*
        }

        #[cfg(test)]
        impl Expected {
            pub(crate) fn finish(&mut self) -> BTreeMap<&'static str, RecordBatch> {
                let batch = |table: &crate::meta::TableMeta, arrays| {
                    (table.name, RecordBatch::try_new(table.schema(), arrays).unwrap())
                };
                BTreeMap::from([$(batch(
                    <table::$row<'static> as Table>::META,
                    <table::$row<'static> as Record>::finish(&mut self.$table),
                )),*])
            }
        }

        /// Every table.
        pub const ALL: &[&crate::meta::TableMeta] = &[$(<table::$row<'static> as Table>::META),*];
    };
}

writers! {
    file: File,
    unit: Unit,
    excluded_unit: ExcludedUnit,
    reject: Reject,
    dq_issue: DqIssue,
    remit_payment: RemitPayment,
    remit_provider_summary: RemitProviderSummary,
    remit_claim: RemitClaim,
    remit_line: RemitLine,
    remit_adjustment: RemitAdjustment,
    remit_remark: RemitRemark,
    provider_level_adjustment: ProviderLevelAdjustment,
    claim: Claim,
    claim_line: ClaimLine,
    claim_party: ClaimParty,
    claim_other_payer: ClaimOtherPayer,
    claim_diagnosis: ClaimDiagnosis,
    claim_cob_adjustment: ClaimCobAdjustment,
    claim_ack: ClaimAck,
    claim_inquiry: ClaimInquiry,
    eligibility_check: EligibilityCheck,
    authorization: Authorization,
    attachment: SentAttachment,
    patient: Patient,
    patient_link: PatientLink,
    coverage: Coverage,
    provider: Provider,
    location: Location,
    appointment: Appointment,
    encounter: Encounter,
    diagnosis: Diagnosis,
    clinical_order: ClinicalOrder,
    service_documented: ServiceDocumented,
    clinical_note: ClinicalNote,
    observation: Observation,
    med_admin: MedAdmin,
    immunization: Immunization,
    supply_use: SupplyUse,
    care_mgmt_activity: CareMgmtActivity,
    consent: Consent,
    charge: Charge,
    account_txn: AccountTxn,
    cdm_item: CdmItem,
    reference_key: ReferenceKey,
    billed_claim: BilledClaim,
    billed_line: BilledLine,
    payer_view_claim: PayerViewClaim,
    payer_view_line: PayerViewLine,
    provenance: Provenance,
    message: Message,
    z_segment: ZSegment,
    payer: Payer,
    payer_config: PayerConfig,
    appeal_rule: AppealRule,
    bank_deposit: BankDeposit,
    link_decision: LinkDecision,
    denial: Denial,
    work_event: WorkEvent,
}

impl Writers {
    /// Writers whose parts are named `prefix-000001` and so on.
    #[must_use]
    pub fn new(files: Arc<dyn PartFiles>, name_prefix: String) -> Writers {
        Writers::to(Target {
            files,
            prefix: name_prefix,
            modified_ms: 0,
            part_bytes: PART_BYTES,
            held: AtomicUsize::default(),
        })
    }

    /// The same before any row, with parts said to be modified at this time.
    #[must_use]
    pub fn at(self, modified_ms: i64) -> Writers {
        let Target {
            files,
            prefix,
            part_bytes,
            ..
        } = &*self.target;
        Writers::to(Target {
            files: Arc::clone(files),
            prefix: prefix.clone(),
            modified_ms,
            part_bytes: *part_bytes,
            held: AtomicUsize::default(),
        })
    }

    /// The same before any row, with parts rolled over at about this size.
    #[must_use]
    pub fn rolling_at(self, part_bytes: usize) -> Writers {
        let Target {
            files,
            prefix,
            modified_ms,
            ..
        } = &*self.target;
        Writers::to(Target {
            files: Arc::clone(files),
            prefix: prefix.clone(),
            modified_ms: *modified_ms,
            part_bytes,
            held: AtomicUsize::default(),
        })
    }
}

#[cfg(test)]
mod tests;
