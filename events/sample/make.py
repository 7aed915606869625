"""Writes the sample drop beside this file, and answers.json: what the drop must say.

Every claim's fate follows from its number alone (see `fate`), so that any figure of the demo can be
counted by hand. Nobody in it exists. Run `python3 events/sample/make.py` after a change; the files
are checked in, and a test compares the lake's answers with answers.json.
"""

import json
import pathlib
from collections import Counter
from decimal import Decimal

HERE = pathlib.Path(__file__).parent
NPI = "1234567893"
PAYERS = [
    # N104, name, class
    ("60054", "NORTHLAKE HEALTH PLAN", "commercial"),
    ("00430", "STATE MEDICAID", "medicaid_ffs"),
    ("12302", "HARBOR MEDICARE", "medicare_ffs"),
    ("87726", "CEDAR MUTUAL", "commercial"),
]
FAMILY = ["ALDER", "BIRCH", "CEDRO", "DOGWOOD", "ELM", "FIR", "GINKGO", "HAZEL", "IRONWOOD", "JUNIPER"]
GIVEN = ["ADA", "BEN", "CLEO", "DAN", "EVA", "FINN", "GIA"]
MONTHS = ["01", "02", "03"]


def number(i):
    return f"SMP{i:04d}"


def charge(i):
    return 100 + (i % 7) * 50


def month(i):
    return (i - 1) // 100


def payer(i):
    return i // 3 % 4


def service_day(i):
    return f"2026{MONTHS[month(i)]}{5 + i % 15:02d}"


def is_institutional(i):
    return i % 5 == 0


def lines(i):
    """(code, charge) of each service line; the second one always costs 40."""
    if is_institutional(i):
        return [("HC:71046", charge(i) - 40), ("HC:36415", 40)]
    return [("HC:99214", charge(i) - 40), ("HC:36415", 40)]


def fate(i):
    """What the payer answers first."""
    if i % 20 == 3:
        return "authorization"  # CO-197, every line
    if i % 20 == 7:
        return "bundled line"  # CO-97 on the second line, the first one paid
    if i % 20 == 11:
        return "deductible"  # PR-1, no denial
    if i % 40 == 15:
        return "identity"  # CO-16 with N382
    if i % 40 == 35:
        return "unprocessable"  # CO-16 with MA130: a rejection, in no denial rate
    if i % 20 == 19:
        return "necessity"  # CO-50
    if i % 60 == 30:
        return "coverage ended"  # PR-27: a denial, though the patient's to pay
    if i % 60 == 50:
        return "duplicate"  # OA-18: in no denial rate
    return "paid"


DENIED = {
    "authorization": ("CO", "197", "AUTH", None),
    "identity": ("CO", "16", "PATIENT", "N382"),
    "necessity": ("CO", "50", "MEDNEC", None),
    "coverage ended": ("PR", "27", "ELIG", None),
    "unprocessable": ("CO", "16", None, "MA130"),
    "duplicate": ("OA", "18", None, None),
}


def adjudicate(i):
    """[(code, charge, paid, [(group, carc, amount)], rarc)] of each line."""
    kind, out = fate(i), []
    for place, (code, amount) in enumerate(lines(i)):
        if kind in DENIED:
            group, carc, _, rarc = DENIED[kind]
            out.append((code, amount, 0, [(group, carc, amount)], rarc))
        elif kind == "bundled line" and place == 1:
            out.append((code, amount, 0, [("CO", "97", amount)], None))
        elif kind == "deductible":
            out.append((code, amount, 0, [("PR", "1", amount)], None))
        else:
            discount, share = Decimal(amount) / 5, Decimal(amount) / 10
            paid = amount - discount - share
            out.append((code, amount, paid, [("CO", "45", discount), ("PR", "2", share)], None))
    return out


def money(value):
    text = f"{Decimal(value):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


class Writer:
    """One interchange with one group, counted as it is written."""

    def __init__(self, sender, receiver, day, control, functional, version, usage="P", wrap="~\n", sep="*"):
        self.sep, self.wrap, self.sets, self.control = sep, wrap, 0, control
        isa = ["ISA", "00", " " * 10, "00", " " * 10, "ZZ", sender.ljust(15), "ZZ", receiver.ljust(15),
               day[2:], "0930", "^", "00501", f"{control:09d}", "0", usage, ":"]
        self.text = sep.join(isa) + wrap
        self.put("GS", functional, sender, receiver, day, "0930", control, "X", version)

    def put(self, *elements):
        texts = [str(e) for e in elements]
        while texts[-1] == "":
            texts.pop()
        self.text += self.sep.join(texts) + self.wrap

    def transaction(self, kind, segments, version=""):
        self.sets += 1
        control = f"{self.sets:04d}"
        self.put("ST", kind, control, version)
        for segment in segments:
            self.put(*segment)
        self.put("SE", len(segments) + 2, control)

    def done(self):
        self.put("GE", self.sets, self.control)
        self.put("IEA", 1, f"{self.control:09d}")
        return self.text


def patient(i):
    return FAMILY[i % 10], GIVEN[i % 7], f"M{i:07d}"


def submission(claims, institutional, day):
    """The segments of one 837."""
    out = [("BHT", "0019", "00", f"{day}{'I' if institutional else 'P'}", day, "0930", "CH"),
           ("NM1", "41", "2", "SAMPLE CLINIC", "", "", "", "", "46", "SAMPLE01"),
           ("PER", "IC", "BILLING OFFICE", "TE", "5550100"),
           ("NM1", "40", "2", "SAMPLE CLEARINGHOUSE", "", "", "", "", "46", "CLEAR01"),
           ("HL", "1", "", "20", "1"),
           ("PRV", "BI", "PXC", "282N00000X" if institutional else "207Q00000X"),
           ("NM1", "85", "2", "SAMPLE CLINIC", "", "", "", "", "XX", NPI),
           ("N3", "1 SAMPLE WAY"), ("N4", "SPRINGFIELD", "IL", "627010001"),
           ("REF", "EI", "123456789")]
    for n, i in enumerate(claims):
        family, given, member = patient(i)
        ident, name, _ = PAYERS[payer(i)]
        out += [("HL", n + 2, "1", "22", "0"),
                ("SBR", "P", "18", "", "", "", "", "", "", "CI"),
                ("NM1", "IL", "1", family, given, "", "", "", "MI", member),
                ("N3", f"{i} SAMPLE STREET"), ("N4", "SPRINGFIELD", "IL", "62701"),
                ("DMG", "D8", f"19{50 + i % 50}0{1 + i % 9}15", "F" if i % 2 else "M"),
                ("NM1", "PR", "2", name, "", "", "", "", "PI", ident),
                ("CLM", number(i), charge(i), "", "", "13:A:1" if institutional else "11:B:1", "Y" if not institutional else "", "A", "Y", "Y")]
        if institutional:
            out += [("DTP", "434", "RD8", f"{service_day(i)}-{service_day(i)}"),
                    ("CL1", "3", "1", "01"), ("HI", "ABK:R079"),
                    ("NM1", "71", "1", "ATTENDING", "ANN", "", "", "", "XX", "1234567893")]
        else:
            out += [("HI", "ABK:J209")]
        for place, (code, amount) in enumerate(lines(i)):
            out.append(("LX", place + 1))
            if institutional:
                out.append(("SV2", "0320" if place == 0 else "0300", code, amount, "UN", 1))
            else:
                out.append(("SV1", code, amount, "UN", 1, "", "", "1"))
            out += [("DTP", "472", "D8", service_day(i)), ("REF", "6R", f"{number(i)}L{place + 1}")]
    return out


def remittance(who, trace, day, claims, bpr_extra=0, before=()):
    """The segments of one 835; `before` are claims as ready segments with the amount they pay."""
    ident, name, _ = PAYERS[who]
    body, total = [], Decimal(0)
    for segments, paid in before:
        body += segments
        total += paid
    for i in claims:
        segments, paid = payment(i)
        body += segments
        total += paid
    amount = total + bpr_extra
    head = [("BPR", "I" if amount else "H", money(amount), "C", "ACH" if amount else "NON", "CCP", "01", "011000015", "DA", "0001", "1512345678",
             "", "01", "021000021", "DA", "0002", day),
            ("TRN", "1", trace, "1512345678"),
            ("DTM", "405", day),
            ("N1", "PR", name, "XV", ident), ("N3", "9 PAYER PLAZA"), ("N4", "SPRINGFIELD", "IL", "62702"),
            ("PER", "BL", "PROVIDER SERVICES", "TE", "5550199"),
            ("N1", "PE", "SAMPLE CLINIC", "XX", NPI), ("REF", "TJ", "123456789"),
            ("LX", "1")]
    return head + body


def payment(i):
    answer = adjudicate(i)
    paid = sum(Decimal(line[2]) for line in answer)
    share = sum(Decimal(a) for line in answer for g, _, a in line[3] if g == "PR")
    family, given, member = patient(i)
    icn = f"ICN{i:06d}"
    out = [("CLP", number(i), "1", money(charge(i)), money(paid), money(share) if share else "", "12", icn, "13" if is_institutional(i) else "11", "1"),
           ("NM1", "QC", "1", family, given, "", "", "", "MI", member)]
    if fate(i) == "unprocessable":
        out.append(("MOA", "", "", "MA130"))
    out += [("DTM", "232", service_day(i)), ("DTM", "050", service_day(i))]
    for place, (code, amount, got, adjustments, rarc) in enumerate(answer):
        out.append(("SVC", code, money(amount), money(got), "", "1" if got else "0", *(() if got else ("", "1"))))
        out.append(("DTM", "472", service_day(i)))
        for group, carc, value in adjustments:
            out.append(("CAS", group, carc, money(value)))
        out.append(("REF", "6R", f"{number(i)}L{place + 1}"))
        if got:
            out.append(("AMT", "B6", money(Decimal(amount) - Decimal(amount) / 5)))
        if rarc and rarc != "MA130":
            out.append(("LQ", "HE", rarc))
    return out, paid


def reversal_and_correction(i):
    """Claim i, paid before, is taken back and denied for necessity: (segments, amount)."""
    segments, paid = payment(i)
    negative = []
    for s in segments:
        if s[0] == "CLP":
            negative.append((s[0], s[1], "22", money(-Decimal(s[3])), money(-Decimal(s[4])), "", *s[6:]))
        elif s[0] == "SVC":
            negative.append((s[0], s[1], money(-Decimal(s[2])), money(-Decimal(s[3])), *s[4:]))
        elif s[0] == "CAS":
            negative.append((s[0], s[1], s[2], money(-Decimal(s[3]))))
        elif s[0] != "AMT":
            negative.append(s)
    family, given, member = patient(i)
    again = [("CLP", number(i), "1", money(charge(i)), "0", "", "12", f"ICN{i:06d}", "11", "1"),
             ("NM1", "QC", "1", family, given, "", "", "", "MI", member), ("DTM", "232", service_day(i))]
    for place, (code, amount) in enumerate(lines(i)):
        again += [("SVC", code, money(amount), "0", "", "0", "", "1"), ("DTM", "472", service_day(i)),
                  ("CAS", "CO", "50", money(amount)), ("REF", "6R", f"{number(i)}L{place + 1}")]
    return [(negative, -paid), (again, Decimal(0))]


def main():
    for old in list(HERE.glob("*.edi")) + list(HERE.glob("*.txt")) + list(HERE.glob("*.csv")):
        old.unlink()

    def save(name, text):
        (HERE / name).write_bytes(text.encode("ascii"))

    rows = ["id_type,payer_id,payer_name,payer_class,capitated,eff_from,eff_to"]
    for ident, name, group in PAYERS:
        for kind in ("N104", "NM109"):
            rows.append(f"{kind},{ident},{name.title()},{group},N,2020-01-01,")
    save("payers.csv", "\n".join(rows) + "\n")

    control = 100
    for m in range(3):
        of_month = [i for i in range(1, 301) if month(i) == m]
        day = f"2026{MONTHS[m]}21"
        for institutional, tag, version in ((False, "837P", "005010X222A1"), (True, "837I", "005010X223A2")):
            control += 1
            w = Writer("SAMPLE01", "CLEAR01", day, control, "HC", version)
            claims = [i for i in of_month if is_institutional(i) == institutional]
            w.transaction("837", submission(claims, institutional, day), version)
            save(f"{tag}-2026-{MONTHS[m]}.edi", w.done())
        for who in range(4):
            control += 1
            day835 = f"2026{MONTHS[m]}{24 + who}"
            trace = f"EFT{MONTHS[m]}{who}"
            claims = [i for i in of_month if payer(i) == who]
            before = reversal_and_correction(1) if (m, who) == (2, payer(1)) else ()
            # Cedar Mutual's February payment is ten dollars short of what its claims add up to.
            extra = -10 if (m, who) == (1, 3) else 0
            segments = remittance(who, trace, day835, claims, extra, before)
            w = Writer("PAYERGATE", "SAMPLE01", day835, control, "HP", "005010X221A1")
            w.transaction("835", segments)
            text = w.done()
            name = f"835-{PAYERS[who][0]}-2026-{MONTHS[m]}.edi"
            save(name, text)
            if (m, who) == (0, 0):
                save("835-60054-2026-01-sent-again.edi", text)  # the same bytes, twice
                # The same remittance as another clearinghouse wraps it: other envelope, delimiters, line ends.
                w = Writer("OTHERGATE", "SAMPLE01", "20260127", 777, "HP", "005010X221A1", wrap="|", sep="+")
                w.transaction("835", [[str(e).replace("*", "+") for e in s] for s in segments])
                save("835-60054-2026-01-rewrapped.edi", w.done())
            if (m, who) == (0, 2):
                # The same trace number a day later, one claim fewer: a person has to decide.
                w = Writer("PAYERGATE", "SAMPLE01", "20260128", 888, "HP", "005010X221A1")
                w.transaction("835", remittance(who, trace, day835, claims[:-1]))
                save("835-12302-2026-01-reissued.edi", w.done())

    # A test interchange: converted, flagged, and in no answer unless asked for.
    w = Writer("PAYERGATE", "SAMPLE01", "20260130", 900, "HP", "005010X221A1", usage="T")
    w.transaction("835", remittance(0, "TEST01", "20260130", [3, 4]))
    save("835-test-interchange.edi", w.done())

    # Broken in two ways: an amount with three decimals, and no X12 at all.
    w = Writer("PAYERGATE", "SAMPLE01", "20260131", 901, "HP", "005010X221A1")
    segments, _ = payment(4)
    good = [("CLP", "SMPBAD2", *segments[0][2:]), *segments[1:]]
    bad = [("CLP", "SMPBAD1", "1", "12.345", "0"), *segments[1:]]
    head = remittance(0, "BROKEN01", "20260131", [])
    paid = money(Decimal(segments[0][4]))
    head[0] = ("BPR", "I", paid, "C", "ACH", *head[0][5:])
    w.transaction("835", head + bad + good)
    save("835-bad-amount.edi", w.done())
    save("not-a-remittance.txt", "Dear billing office,\nplease find the remittance attached.\n")

    # What must come out. The file with the bad amount adds one claim to January: claim 4 once more,
    # under a number of its own, paid.
    claims = list(range(1, 301))
    out_of_rate = {"unprocessable": "unprocessable", "duplicate": "duplicate"}
    in_rate = [i for i in claims if fate(i) not in out_of_rate]
    denied = [i for i in in_rate if fate(i) in DENIED or fate(i) == "bundled line"]

    def dollars(i):
        return 40 if fate(i) == "bundled line" else charge(i)

    def k33(of, survivor):
        den = [i for i in of if i in set(denied)]
        gross = sum(map(charge, of)) + (charge(4) if survivor else 0)
        return {"claims": [len(den), len(of) + survivor],
                "denied_dollars": [sum(map(dollars, den)), gross],
                "gross_of_denied": [sum(map(charge, den)), gross]}

    reasons = Counter()
    amounts = Counter()
    for i in denied:
        carc, category = ("97", "BUNDLE") if fate(i) == "bundled line" else (DENIED[fate(i)][1], DENIED[fate(i)][2])
        for place, (_, amount) in enumerate(lines(i)):
            if fate(i) == "bundled line" and place == 0:
                continue
            reasons[(carc, category)] += 1
            amounts[(carc, category)] += amount
    answers = {
        "months": {f"2026-{MONTHS[m]}": k33([i for i in in_rate if month(i) == m], m == 0) for m in range(3)},
        "payers": {PAYERS[p][1].title(): k33([i for i in in_rate if payer(i) == p], p == 0) for p in range(4)},
        "left_out": {name: sum(fate(i) == kind for i in claims) for kind, name in out_of_rate.items()},
        "reasons": [{"carc": c, "category": k, "cases": n, "dollars": amounts[(c, k)]} for (c, k), n in sorted(reasons.items())],
        "lines": {"denied": sum(reasons.values()), "adjudicated": 2 * (len(in_rate) + 1)},
    }
    (HERE / "answers.json").write_text(json.dumps(answers, indent=1) + "\n")


main()
