//! Both passes over any bytes, into memory.
//!
//! What must hold: mapped + rejected + ignored = read for the file and each unit; the second pass finds
//! the units of the first; twice the same bytes give the same parts, byte for byte.
#![no_main]

use libfuzzer_sys::fuzz_target;

/// As the tests of the conversion do it; the accounting is checked inside.
#[path = "../../crates/convert/tests/convert/memory.rs"]
mod memory;

fuzz_target!(|bytes: &[u8]| {
    let one = memory::convert(bytes);
    let (survey, report) = (&one.survey, &one.report);
    assert_eq!(survey.refusal, report.refusal);
    if survey.refusal.is_some() {
        assert!(
            survey.units.is_empty() && one.parts.is_empty(),
            "a refused file leaves nothing"
        );
        return;
    }
    assert_eq!(
        survey.units.len(),
        report.sets.len(),
        "both passes find the same units"
    );
    let mut of_units = 0;
    for (unit, set) in survey.units.iter().zip(&report.sets) {
        assert_eq!(
            (&unit.kind, &unit.st_control),
            (&set.kind, &set.control_number)
        );
        assert_eq!(unit.test, set.test);
        of_units += set.records.read;
    }
    assert!(
        of_units <= report.records.read,
        "units hold no more than the file"
    );
    let rows = |table: &str| report.rows.get(table).copied().unwrap_or_default();
    assert_eq!(rows("unit"), survey.units.len() as u64, "one row a unit");
    assert_eq!(rows("file"), 1, "one row a file");
    assert!(
        report.records.rejected == 0 || report.rejects > 0,
        "what is rejected has a reason"
    );
    let written: u64 = one.parts.iter().map(|part| part.rows).sum();
    assert_eq!(
        written,
        report.rows.values().sum::<u64>(),
        "what is counted is in the parts"
    );
    // Half of the inputs, by what they are: each takes as long again.
    if bytes.len() % 2 == 0 {
        let two = memory::convert(bytes);
        assert!(one.survey == two.survey && one.report == two.report);
        let parts = [one, two].map(|it| it.memory.0.lock().expect("no panic before").clone());
        assert!(parts[0] == parts[1], "the same bytes give the same parts");
    }
});
