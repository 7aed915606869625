//! The segments and messages of the standard, by their ids: what a message may say of one it can't place.

/// Ids of the segments of HL7 2.3 to 2.8 (chapter 2 to 17, appendix A), in order.
#[rustfmt::skip]
const SEGMENTS: &[&str] = &[
    "ABS", "ACC", "ADD", "ADJ", "AFF", "AIG", "AIL", "AIP", "AIS", "AL1", "APR", "ARQ", "ARV", "AUT",
    "BHS", "BLC", "BLG", "BPO", "BPX", "BTS", "BTX", "BUI", "CDM", "CDO", "CER", "CM0", "CM1", "CM2",
    "CNS", "CON", "CSP", "CSR", "CSS", "CTD", "CTI", "CTR", "DB1", "DEV", "DG1", "DMI", "DON", "DPS",
    "DRG", "DSC", "DSP", "DST", "ECD", "ECR", "EDU", "EQL", "EQP", "EQU", "ERQ", "ERR", "EVN", "FAC",
    "FHS", "FT1", "FTS", "GOL", "GP1", "GP2", "GT1", "IAM", "IAR", "IIM", "ILT", "IN1", "IN2", "IN3",
    "INV", "IPC", "IPR", "ISD", "ITM", "IVC", "IVT", "LAN", "LCC", "LCH", "LDP", "LOC", "LRL", "MCP",
    "MFA", "MFE", "MFI", "MRG", "MSA", "MSH", "NCK", "NDS", "NK1", "NPU", "NSC", "NST", "NTE", "OBR",
    "OBX", "ODS", "ODT", "OH1", "OH2", "OH3", "OH4", "OM1", "OM2", "OM3", "OM4", "OM5", "OM6", "OM7",
    "OMC", "ORC", "ORG", "OVR", "PAC", "PCE", "PCR", "PD1", "PDA", "PDC", "PEO", "PES", "PID", "PKG",
    "PM1", "PMT", "PR1", "PRA", "PRB", "PRC", "PRD", "PRT", "PSG", "PSH", "PSL", "PSS", "PTH", "PV1",
    "PV2", "PYE", "QAK", "QID", "QPD", "QRD", "QRF", "QRI", "RCP", "RDF", "RDT", "REL", "RF1", "RFI",
    "RGS", "RMI", "ROL", "RQ1", "RQD", "RXA", "RXC", "RXD", "RXE", "RXG", "RXO", "RXR", "RXV", "SAC",
    "SCD", "SCH", "SCP", "SDD", "SFT", "SGH", "SGT", "SHP", "SID", "SLT", "SPM", "SPR", "STF", "STZ",
    "TCC", "TCD", "TQ1", "TQ2", "TXA", "UAC", "UB1", "UB2", "URD", "URS", "VAR", "VND", "VTQ",
];

/// Message codes of table 0076, in order.
#[rustfmt::skip]
const MESSAGES: &[&str] = &[
    "ACK", "ADR", "ADT", "BAR", "BPS", "BRP", "BRT", "BTS", "CCF", "CCI", "CCM", "CCQ", "CCR", "CCU",
    "CQU", "CRM", "CSU", "DBC", "DBU", "DEL", "DEO", "DER", "DFT", "DOC", "DPR", "DRC", "DRG", "DSR",
    "EAC", "EAN", "EAR", "EDR", "EHC", "EQQ", "ERP", "ESR", "ESU", "INR", "INU", "INV", "LSR", "LSU",
    "MCF", "MDM", "MFD", "MFK", "MFN", "MFQ", "MFR", "NMD", "NMQ", "NMR", "OMB", "OMD", "OMG", "OMI",
    "OML", "OMN", "OMP", "OMQ", "OMS", "OPL", "OPR", "OPU", "ORA", "ORB", "ORD", "ORF", "ORG", "ORI",
    "ORL", "ORM", "ORN", "ORP", "ORR", "ORS", "ORU", "ORX", "OSM", "OSQ", "OSR", "OSU", "OUL", "PEX",
    "PGL", "PIN", "PMU", "PPG", "PPP", "PPR", "PPT", "PPV", "PRR", "PTR", "QBP", "QCK", "QCN", "QRY",
    "QSB", "QSX", "QVR", "RAR", "RAS", "RCI", "RCL", "RDE", "RDR", "RDS", "RDY", "REF", "RER", "RGR",
    "RGV", "ROR", "RPA", "RPI", "RPL", "RPR", "RQA", "RQC", "RQI", "RQP", "RQQ", "RRA", "RRD", "RRE",
    "RRG", "RRI", "RSP", "RTB", "SCN", "SDN", "SDR", "SIU", "SLN", "SLR", "SMD", "SPQ", "SQM", "SQR",
    "SRM", "SRR", "SSR", "SSU", "STC", "STI", "SUR", "TBR", "TCR", "TCU", "UDM", "VQQ", "VXQ", "VXR",
    "VXU", "VXX",
];

/// The name of a segment of the standard, `Z-segment` for one by agreement, and `unknown` for any
/// other, whose id may be a part of somebody's name.
#[must_use]
pub fn segment_name(id: &[u8]) -> &'static str {
    match id {
        [b'Z', rest @ ..] if rest.len() == 2 && rest.iter().all(is_code) => "Z-segment",
        _ => find(SEGMENTS, id).unwrap_or("unknown"),
    }
}

/// True for a segment of the standard or one by agreement.
pub(crate) fn is_known(id: &[u8]) -> bool {
    segment_name(id) != "unknown"
}

/// A message code of the standard; empty for any other.
pub(crate) fn message_code(code: &[u8]) -> &'static str {
    find(MESSAGES, code).unwrap_or_default()
}

/// True for what ids and codes consist of.
#[inline]
pub(crate) fn is_code(byte: &u8) -> bool {
    byte.is_ascii_uppercase() || byte.is_ascii_digit()
}

fn find(names: &[&'static str], id: &[u8]) -> Option<&'static str> {
    let found = names.binary_search_by(|name| name.as_bytes().cmp(id));
    found.ok().and_then(|at| names.get(at)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_order_and_found() {
        assert!(SEGMENTS.is_sorted() && MESSAGES.is_sorted());
        for id in SEGMENTS {
            assert_eq!(segment_name(id.as_bytes()), *id);
        }
        assert_eq!(message_code(b"ADT"), "ADT");
        assert_eq!(segment_name(b"ZPI"), "Z-segment");
        assert_eq!(segment_name(b"Z01"), "Z-segment");
    }

    #[test]
    fn what_is_no_name_of_the_standard_is_not_repeated() {
        for id in ["LEE", "", "ZOEY", "Zoe", "Z", "pid", "PIDX"] {
            assert_eq!(segment_name(id.as_bytes()), "unknown", "{id}");
        }
        assert_eq!(message_code(b"LEE"), "");
    }
}
