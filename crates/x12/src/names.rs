//! The segments of the standard, by their ids: what a message may say of a segment it can't place.

/// Ids of the segment directory that health care and its neighbours (payments, enrolment, supply,
/// acknowledgements) use, in order.
#[rustfmt::skip]
const IDS: &[&str] = &[
    "AAA", "ACK", "ACT", "ADJ", "ADX", "AK1", "AK2", "AK3", "AK4", "AK5", "AK9", "AMT", "BAK", "BDS",
    "BEG", "BGN", "BHT", "BIG", "BIN", "BPR", "BSN", "CAS", "CAT", "CDS", "CID", "CL1", "CLI", "CLM",
    "CLP", "CN1", "COB", "CR1", "CR2", "CR3", "CR4", "CR5", "CR6", "CR7", "CR8", "CRC", "CTP", "CTT",
    "CTX", "CUR", "DED", "DMG", "DN1", "DN2", "DSB", "DTM", "DTP", "EB", "EC", "ENT", "EQ", "FA1",
    "FA2", "FOB", "FRM", "GE", "GS", "HCP", "HCR", "HD", "HI", "HL", "HLH", "HPL", "HSD", "ICM", "IDC",
    "IEA", "III", "IK3", "IK4", "IK5", "IN1", "IN2", "INS", "ISA", "ISS", "IT1", "IT3", "ITD", "K1",
    "K2", "K3", "LC", "LE", "LIN", "LQ", "LS", "LUI", "LX", "MEA", "MIA", "MOA", "MPI", "MSG", "N1",
    "N2", "N3", "N4", "N9", "NM1", "NTE", "NX1", "OI", "OOI", "OTI", "PAT", "PER", "PID", "PKG", "PLA",
    "PLB", "PO1", "PO3", "PO4", "PRV", "PS1", "PWK", "QTY", "RDM", "REF", "RMR", "SAC", "SBR", "SCH",
    "SDQ", "SE", "SLN", "SSE", "ST", "STC", "SV1", "SV2", "SV3", "SV4", "SV5", "SV6", "SV7", "SVC",
    "SVD", "TA1", "TA3", "TD1", "TD3", "TD5", "TED", "TOO", "TRN", "TS2", "TS3", "TXI", "UM", "VEH",
];

/// The name of a segment of the standard; `unknown` for any other, whose id may be a part of
/// somebody's name.
#[must_use]
pub fn segment_name(id: &[u8]) -> &'static str {
    let found = IDS.binary_search_by(|name| name.as_bytes().cmp(id));
    found.ok().and_then(|at| IDS.get(at)).unwrap_or(&"unknown")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_order_and_found() {
        assert!(IDS.is_sorted());
        for id in IDS {
            assert_eq!(segment_name(id.as_bytes()), *id);
        }
    }

    #[test]
    fn what_is_no_name_of_the_standard_is_not_repeated() {
        for id in ["LEE", "", "ZZZ", "clp", "CLPX"] {
            assert_eq!(segment_name(id.as_bytes()), "unknown");
        }
    }
}
