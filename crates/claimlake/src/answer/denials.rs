//! What `denials --json` says.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::Amount;
use crate::command::deadline::DenialDeadline;

/// `claimlake denials --json`.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct DenialList {
    /// The worthiest first.
    pub(crate) cases: Vec<DenialCase>,
}

/// One denial, and where the work with it stands.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(crate) struct DenialCase {
    /// Its id.
    pub(crate) id: String,
    /// What the cases of one claim share: whoever works on one of them has all in hand.
    pub(crate) claim_case_id: String,
    /// denial, unprocessable (MA130), rejection (277CA), file_rejection (999, TA1), provisional (277 F2),
    /// information_request (277 R…), take_back, silent_recoupment (PLB WO), pended_overdue, secondary_overdue.
    pub(crate) kind: String,
    /// Why it was refused.
    pub(crate) category: String,
    /// Where the work stands.
    pub(crate) state: String,
    /// What became of it, or of a part of it: overturned, partially_overturned, upheld, superseded, contractual,
    /// withdrawn, rebilled_other_payer, resubmitted, confirmed, answered.
    pub(crate) resolution: Option<String>,
    /// CLP01 or CLM01; `none` where no claim is known.
    pub(crate) patient_control_number: String,
    /// NPI of who is paid, or bills.
    pub(crate) billing_npi: Option<String>,
    /// The payer.
    pub(crate) payer: Option<String>,
    /// Its class in payers.csv.
    pub(crate) payer_class: Option<String>,
    /// primary, secondary, tertiary, unknown.
    pub(crate) payer_order: String,
    /// The line: its control number (`6R …`), else code, modifiers, day and which of those that are alike;
    /// `claim` for what was adjusted at the claim. Of a silent recoupment the reference (PLB03-2).
    pub(crate) line: String,
    /// The line's procedure, or revenue code.
    pub(crate) procedure: Option<String>,
    /// The reason of the largest amount.
    pub(crate) carc: String,
    /// Remarks.
    pub(crate) rarc: Vec<String>,
    /// What explains the amount.
    pub(crate) adjustments: Vec<DenialAdjustment>,
    /// A reason is in no list: somebody has to say what it means.
    pub(crate) unmapped: bool,
    /// As first denied, taken or left undecided.
    pub(crate) denied_amount: Amount,
    /// As the answer that holds now denies it; nothing where no dollars are refused.
    pub(crate) current_denied_amount: Amount,
    /// What can still be asked for.
    pub(crate) open_amount: Amount,
    /// What came back, from the payer or as the patient's share.
    pub(crate) recovered_amount: Amount,
    /// It may be appealed.
    pub(crate) appealable: bool,
    /// How often the same was denied again.
    pub(crate) recurrences: u32,
    /// The first day on which a right to do something about it ends; null while no rule tells it.
    pub(crate) deadline: Option<String>,
    /// The rule that gave it: where it stands, and who verified it.
    pub(crate) deadline_rule: Option<String>,
    /// How near that is today, while it is open: 30_days, 14_days, 7_days, 3_days, 1_day, missed.
    pub(crate) alert: Option<String>,
    /// Dollars that it is worth to work on it now.
    pub(crate) priority: Amount,
    /// How much that is beside all that are open: A, the worthiest fifth; B, the next three tenths; C; low_balance,
    /// where less than $25 would come of it and that is not worth the time. In a list, of open cases that are no
    /// tests.
    pub(crate) tier: Option<String>,
    /// Of a test interchange.
    pub(crate) test: bool,
    /// Who has it.
    pub(crate) owner: Option<String>,
    /// Until when it is put off.
    pub(crate) snoozed_until: Option<String>,
    /// What whoever had it in hand should know: changed_since, denied_since_closed, vanished.
    pub(crate) flags: Vec<String>,
    /// Check date, or day of the report, on which it began.
    pub(crate) opened_on: Option<String>,
    /// The remittance does not add up.
    pub(crate) unbalanced: bool,
    /// The case on the same line that it took the place of.
    pub(crate) parent: Option<String>,
}

/// A group and reason with what it explains.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(crate) struct DenialAdjustment {
    /// CAS01.
    pub(crate) group: String,
    /// The reason.
    pub(crate) carc: String,
    /// How much.
    pub(crate) amount: Amount,
}

/// `claimlake denials show --json`.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct DenialShown {
    /// The case.
    pub(crate) case: DenialCase,
    /// Its version: an act with `--seen` holds only while nobody else changed it.
    pub(crate) version: u64,
    /// What it means, in plain words.
    pub(crate) means: Option<String>,
    /// What to do first.
    pub(crate) first_action: Option<String>,
    /// What to look for.
    pub(crate) evidence: Option<String>,
    /// Who or what brought it about.
    pub(crate) caused_by: Option<String>,
    /// What would have stopped it.
    pub(crate) prevention: Option<String>,
    /// Until when what may be done, the earliest first.
    pub(crate) deadlines: Vec<DenialDeadline>,
    /// What its priority is reckoned from.
    pub(crate) worth: DenialWorth,
    /// What was received about it, in order.
    pub(crate) history: Vec<DenialStep>,
    /// What was done with it, in order.
    pub(crate) events: Vec<DenialEvent>,
    /// The steps that may be taken from here.
    pub(crate) steps: Vec<String>,
}

/// What a priority is reckoned from: (expected × chance − cost) × urgency.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct DenialWorth {
    /// What would come if it were won.
    pub(crate) expected: Amount,
    /// Where that is from: `charge`, 35 % of what is open; `allowed_procedure`, `allowed_payer`, what the payer
    /// allowed within half a year of such lines, or of all that it paid: that part of the charge, less what is settled,
    /// by the share of what is refused that is open; `allowed_before`, what it had allowed of this one. Never more than
    /// what is open.
    pub(crate) expected_basis: String,
    /// What the payer was charged with; null where that is not known, or it had allowed this.
    pub(crate) charge: Option<Amount>,
    /// What of that it allowed already: payment and patient share.
    pub(crate) settled: Amount,
    /// What of that it refuses, for this and other reasons.
    pub(crate) refused: Amount,
    /// What the payer allowed before, where the basis is that.
    pub(crate) allowed: Option<DenialAllowed>,
    /// Chance to win, per mille.
    pub(crate) chance_per_mille: i64,
    /// Where that is from: `prior`, before any outcome of one's own; `outcomes`: (won + 20 × prior) / (ended + 20).
    pub(crate) chance_basis: String,
    /// What is believed before any outcome.
    pub(crate) prior_per_mille: i64,
    /// Of denials like it (class of payer, category, reason) that ended within a year, those of which something came
    /// back.
    pub(crate) won: i64,
    /// All of them.
    pub(crate) ended: i64,
    /// Minutes that it takes.
    pub(crate) minutes: i64,
    /// What they cost.
    pub(crate) cost: Amount,
    /// What is left.
    pub(crate) net: Amount,
    /// By how much its day makes it count more, per mille; 0 once that is over.
    pub(crate) urgency_per_mille: i64,
}

/// What a payer allowed of what it was charged, in all.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct DenialAllowed {
    /// Over so many lines.
    pub(crate) lines: i64,
    /// What it allowed.
    pub(crate) allowed: Amount,
    /// What they were charged with.
    pub(crate) charged: Amount,
}

/// One thing that was received about a case.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct DenialStep {
    /// opened, recurred, reopened, changed, taken_back, or how it ended.
    pub(crate) happened: String,
    /// Check date, or day of the report.
    pub(crate) on: Option<String>,
    /// What is denied from then on.
    pub(crate) current_denied_amount: Amount,
    /// The file that said so.
    pub(crate) file_id: Option<String>,
    /// Number of the CLP among the file's segments.
    pub(crate) record: Option<i64>,
}

/// One thing that was done with a case.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct DenialEvent {
    /// From 1.
    pub(crate) nth: u64,
    /// When.
    pub(crate) at: String,
    /// Who; `claimlake` where no person did it.
    pub(crate) by: String,
    /// In which role.
    pub(crate) role: Option<String>,
    /// opened, changed, vanished, stepped, assigned, snoozed, woken, noted, ended.
    pub(crate) what: String,
    /// State before.
    pub(crate) from: Option<String>,
    /// State after.
    pub(crate) to: String,
    /// What they said.
    pub(crate) reason: Option<String>,
    /// Minutes that it took.
    pub(crate) minutes: Option<u32>,
    /// What it came with: owner, until, packet, good_cause, claim, waiver, write_off, moved.
    pub(crate) with: BTreeMap<String, String>,
}

/// `claimlake denials assign|start|… --json`.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct DenialChanged {
    /// The case.
    pub(crate) id: String,
    /// Where it stands now.
    pub(crate) state: String,
    /// Who has it.
    pub(crate) owner: Option<String>,
    /// Its version now.
    pub(crate) version: u64,
}

/// `claimlake denials low-balances --json`.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct LowBalanceList {
    /// The most dollars first.
    pub(crate) groups: Vec<LowBalanceGroup>,
    /// Cases that were proposed to be written off.
    pub(crate) proposed: u64,
    /// Cases that were written off and closed.
    pub(crate) approved: u64,
    /// Cases that were left as they are, by reason: in_hand (somebody works on them), changed (somebody did
    /// something meanwhile), refused (the step is not allowed, or not in this role).
    pub(crate) skipped: BTreeMap<String, u64>,
}

/// Low balances of one payer and reason: what would come of them is not worth the time.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct LowBalanceGroup {
    /// The payer.
    pub(crate) payer: Option<String>,
    /// Why they were refused.
    pub(crate) category: String,
    /// The reason that leads.
    pub(crate) carc: String,
    /// How many.
    pub(crate) cases: u64,
    /// How many of them are proposed to be written off.
    pub(crate) proposed: u64,
    /// What can still be asked for.
    pub(crate) open_amount: Amount,
    /// What would come if all were won.
    pub(crate) expected: Amount,
    /// What it would cost to work on them.
    pub(crate) cost: Amount,
}
