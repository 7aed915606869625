"""Writes the worked examples E1 to E15 beside this file, one 835 each, and answers.json: what they come to.

Each example is one claim of one remittance that balances by itself. E8 takes E1 back and E9 answers it anew;
E13 is there twice, for a payer that pays by the claim and for one that pays by the head (see payers.csv).
Nobody in it exists. Run `python3 events/examples/make.py` after a change; the files are checked in, and a
test drops them in two orders and compares every answer.
"""

import json
import pathlib
from decimal import Decimal

HERE = pathlib.Path(__file__).parent
NPI = "1234567893"
PAYERS = {"60054": ("NORTHLAKE HEALTH PLAN", "commercial", "N"), "70000": ("CAPITA PLAN", "medicaid_mco", "Y")}

# file, payer, check day, CLP01, CLP02, charge, paid, CLP05, CLP07, claim-level CAS,
# lines: (code, charge, paid, billed units or None, paid units, [CAS]), PLB or None
E = [
    ("e01", "60054", "20260110", "A1", "1", "200", "96", "24", "P1", [],
     [("99214", "200", "96", None, "1", [("CO", "45", "80"), ("PR", "2", "24")])], None),
    ("e02", "60054", "20260111", "A2", "1", "150", "0", "110", "P2", [],
     [("99213", "150", "0", None, "1", [("CO", "45", "40"), ("PR", "1", "110")])], None),
    ("e03", "60054", "20260112", "A3", "1", "150", "0", "0", "P3", [],
     [("99213", "150", "0", None, "1", [("CO", "197", "150")])], None),
    ("e04", "60054", "20260113", "A4", "1", "230", "80", "0", "P4", [],
     [("36415", "150", "0", None, "1", [("CO", "97", "150")]), ("80053", "80", "80", None, "1", [])], None),
    ("e05", "60054", "20260114", "A5", "1", "400", "150", "0", "P5", [],
     [("J1100", "400", "150", "8", "3", [("CO", "45", "100", "", "151", "150", "5")])], None),
    ("e06", "60054", "20260115", "A6", "1", "150", "0", "150", "P6", [],
     [("99213", "150", "0", None, "1", [("PR", "27", "150")])], None),
    ("e07", "60054", "20260116", "A7", "2", "200", "24", "0", "P7", [],
     [("99214", "200", "24", None, "1", [("OA", "23", "176")])], None),
    # The reversal alone would make the payment negative: what is owed is carried forward.
    ("e08", "60054", "20260210", "A1", "22", "-200", "-96", "", "P1", [],
     [("99214", "-200", "-96", None, "1", [("CO", "45", "-80"), ("PR", "2", "-24")])],
     ("FB", "A1 20260105 P1", "-96")),
    ("e09", "60054", "20260211", "A1", "1", "200", "0", "0", "P1", [],
     [("99214", "200", "0", None, "1", [("CO", "50", "200")])], None),
    ("e10", "60054", "20260117", "A10", "1", "10000", "6000", "1600", "P10",
     [("CO", "45", "2400"), ("PR", "1", "1600")], [], None),
    ("e11", "60054", "20260118", "A11", "1", "150", "0", "0", "P11", [],
     [("99213", "150", "0", None, "1", [("OA", "18", "150")])], None),
    ("e12", "60054", "20260119", "A12", "1", "150", "0", "0", "P12", [],
     [("99213", "150", "0", None, "1", [("CO", "45", "150")])], None),
    ("e13", "60054", "20260120", "A13", "1", "150", "0", "0", "P13", [],
     [("99213", "150", "0", None, "1", [("CO", "24", "150")])], None),
    ("e13-capitated", "70000", "20260120", "A13C", "1", "150", "0", "0", "C13", [],
     [("99213", "150", "0", None, "1", [("CO", "24", "150")])], None),
    ("e14", "60054", "20260121", "A14", "1", "150", "0", "0", "P14", [],
     [("99213", "150", "0", None, "1", [("OA", "257", "150")])], None),
    ("e15", "60054", "20260122", "A15", "1", "150", "78.4", "20", "P15", [],
     [("99213", "150", "78.4", None, "1", [("CO", "45", "50", "", "253", "1.6"), ("PR", "2", "20")])], None),
]

# What each comes to, by hand from the rules: outcome, standing, category of the denial, who bears it, denied,
# patient share and contractual amounts; first: the first adjudication; current: the answer that holds.
NAMES = ("outcome", "standing", "category", "liability", "denied_amount", "patient_share_amount",
         "contractual_amount", "is_first_adjudication", "is_current", "reversed_by", "reverses")
WANTED = {
    "e01": ("paid", "adjudicated", None, None, "0.00", "24.00", "80.00", True, False, "e08", None),
    "e02": ("patient_share_only", "adjudicated", None, None, "0.00", "110.00", "40.00", True, True, None, None),
    "e03": ("denied", "adjudicated", "AUTH", "provider", "150.00", "0.00", "0.00", True, True, None, None),
    "e04": ("partial_denial", "adjudicated", "BUNDLE", "provider", "150.00", "0.00", "0.00", True, True, None, None),
    "e05": ("partial_denial", "adjudicated", "LIMIT", "provider", "150.00", "0.00", "100.00", True, True, None, None),
    "e06": ("denied", "adjudicated", "ELIG", "patient", "150.00", "0.00", "0.00", True, True, None, None),
    "e07": ("paid", "adjudicated", None, None, "0.00", "0.00", "0.00", True, True, None, None),
    "e08": ("reversed", "reversal", None, None, "0.00", "-24.00", "-80.00", False, False, None, "e01"),
    "e09": ("denied", "adjudicated", "MEDNEC", "provider", "200.00", "0.00", "0.00", False, True, None, None),
    "e10": ("paid", "adjudicated", None, None, "0.00", "1600.00", "2400.00", True, True, None, None),
    "e11": ("denied", "duplicate", "DUP", None, "150.00", "0.00", "0.00", True, True, None, None),
    "e12": ("zero_unexplained", "adjudicated", None, None, "0.00", "0.00", "150.00", True, True, None, None),
    "e13": ("denied", "adjudicated", "CONTRACT", "provider", "150.00", "0.00", "0.00", True, True, None, None),
    "e13-capitated": ("capitated", "adjudicated", None, None, "0.00", "0.00", "150.00", True, True, None, None),
    "e14": ("pended", "pended", None, None, "0.00", "0.00", "0.00", False, True, None, None),
    "e15": ("paid", "adjudicated", None, None, "0.00", "20.00", "51.60", True, True, None, None),
}


def remittance(n, example):
    """The text of one 835."""
    name, payer, day, own, status, charge, paid, share, number, claim_cas, lines, plb = example
    adjusted = sum((Decimal(a) for c in claim_cas + [c for line in lines for c in line[5]] for a in c[2::3]), Decimal(0))
    assert Decimal(charge) - adjusted == Decimal(paid), f"{name}: the claim balances"
    assert not lines or sum(Decimal(line[1]) for line in lines) == Decimal(charge), f"{name}: charges add up"
    amount = Decimal(paid) - (Decimal(plb[2]) if plb else 0)
    assert amount >= 0, f"{name}: a payment is never negative"
    how = ("I", f"{amount:f}", "C", "ACH") if amount else ("H", "0", "C", "NON")
    account = ("CCP", "01", "011000015", "DA", "0001", "1512345678", "", "01", "021000021", "DA", "0002") if amount else ("",) * 11
    body = [("BPR", *how, *account, day),
            ("TRN", "1", f"EX{name.upper()}", "1512345678"),
            ("DTM", "405", day),
            ("N1", "PR", PAYERS[payer][0], "XV", payer), ("N3", "9 PAYER PLAZA"), ("N4", "SPRINGFIELD", "IL", "62702"),
            ("PER", "BL", "PROVIDER SERVICES", "TE", "5550199"),
            ("N1", "PE", "SAMPLE CLINIC", "XX", NPI), ("REF", "TJ", "123456789"),
            ("LX", "1"),
            ("CLP", own, status, charge, paid, share, "12", number, "11", "1")]
    body += [("CAS", *cas) for cas in claim_cas]
    body += [("NM1", "QC", "1", "ALDER", "ADA", "", "", "", "MI", f"M{number}"), ("DTM", "232", "20260105"), ("DTM", "233", "20260105")]
    for place, (code, line_charge, line_paid, billed, units, adjustments) in enumerate(lines):
        body.append(("SVC", f"HC:{code}", line_charge, line_paid, "", units, *(("", billed) if billed else ())))
        body.append(("DTM", "472", "20260105"))
        body += [("CAS", *cas) for cas in adjustments]
        body.append(("REF", "6R", f"{own}L{place + 1}"))
    if plb:
        body.append(("PLB", NPI, "20261231", f"{plb[0]}:{plb[1]}", plb[2]))
    control = 500 + n
    isa = ["ISA", "00", " " * 10, "00", " " * 10, "ZZ", "PAYERGATE".ljust(15), "ZZ", "SAMPLE01".ljust(15),
           day[2:], "0930", "^", "00501", f"{control:09d}", "0", "P", ":"]
    segments = [isa, ("GS", "HP", "PAYERGATE", "SAMPLE01", day, "0930", str(control), "X", "005010X221A1"),
                ("ST", "835", "0001"), *body, ("SE", str(len(body) + 2), "0001"),
                ("GE", "1", str(control)), ("IEA", "1", f"{control:09d}")]
    out = ""
    for segment in segments:
        texts = list(segment)
        while texts[-1] == "":
            texts.pop()
        out += "*".join(texts) + "~\n"
    return out


def main():
    for old in list(HERE.glob("*.edi")) + list(HERE.glob("*.csv")):
        old.unlink()
    rows = ["id_type,payer_id,payer_name,payer_class,capitated,eff_from,eff_to"]
    for ident, (name, group, capitated) in PAYERS.items():
        rows.append(f"N104,{ident},{name.title()},{group},{capitated},2020-01-01,")
    (HERE / "payers.csv").write_bytes(("\n".join(rows) + "\n").encode("ascii"))
    for n, example in enumerate(E):
        (HERE / f"{example[0]}.edi").write_bytes(remittance(n, example).encode("ascii"))
    of = {e[0]: e for e in E}
    answers = {
        "claims": {name: {"trace_number": f"EX{name.upper()}", "patient_control_number": of[name][3],
                          **dict(zip(NAMES, wanted))} for name, wanted in WANTED.items()},
        # E8 gave back what E1 paid, and E9 pays nothing; the payer has carried the 96 forward.
        "net_paid_of_a1": "0.00",
        "forward_balance": "96.00",
        # First adjudications of a primary payer: all but E7 (secondary), E8 and E9 (later), E11 (duplicate) and
        # E14 (pended). Denied: E3, E4, E5, E6, E13.
        "k33": {"claims": ["5", "11"], "denied_dollars": ["750.00", "11880.00"], "gross_of_denied": ["1080.00", "11880.00"]},
    }
    (HERE / "answers.json").write_text(json.dumps(answers, indent=1) + "\n")


main()
