"""What pyx12 says of X12 files beside what `claimlake ack --json` says of them.

    compare.py PROGRAM FILE...

Prints an object:

    sets         how often each pair of verdicts was given: "837 E R" is ours, then theirs
    agreed       findings by how they agree
    differences  findings of one alone: who, type of the set, segment, element, code, file, place in the set
    unread       why there was nothing to compare
    answers      pyx12's own verdicts on what we send back

A finding is a segment, its place in the set, an element and a code of IK304 or IK403; of a set as a whole,
a code of IK502. Content is neither read from the findings nor printed.
"""

import collections
import io
import json
import logging
import re
import subprocess
import sys
import tempfile

import pyx12.params
import pyx12.x12n_document

# pyx12 knows one addendum of each guide; the later ones have the same loops.
SAME = [(rb"005010X222A2", rb"005010X222A1"), (rb"005010X223A3", rb"005010X223A2"), (rb"005010X222(?=[*~\r\n])", rb"005010X222A1")]


def prepared(path):
    """The file as both are given it: in ASCII, which is all that pyx12 opens, and by guides that it knows."""
    with open(path, "rb") as file:
        content = bytes(byte if byte < 128 else ord("?") for byte in file.read())
    for later, known in SAME:
        content = re.sub(later, known, content)
    return content


# Codes of pyx12's own: a level or line whose number is not the next, a level under none that is open.
PRIVATE = {"HL1": ("01", "I12"), "HL2": ("02", "I12"), "LX": ("01", "I12"), "SEG1": ("", "8")}


def theirs(path):
    """Their sets, or why there are none."""
    told = io.StringIO()
    try:
        pyx12.x12n_document.x12n_document(
            param=pyx12.params.params(), src_file=path, fd_997=None, fd_html=None, fd_json=told
        )
        interchanges = json.loads(told.getvalue())["interchanges"]
    except Exception as error:  # Whatever stops it, the file has no verdict of theirs.
        words = re.sub(r"[^A-Za-z ]", "", str(error))[:13].strip()
        return None, f"{type(error).__name__}: {words}"
    sets = []
    for group in (group for one in interchanges for group in one["groups"]):
        for one in group["transactions"]:
            found = collections.Counter()
            for error in one["errors"]:
                found["set", 0, "", error["err_cde"]] += 1
            for segment in one["segments"]:
                place = segment["seg_id"], segment["seg_count"]
                for error in segment["errors"]:
                    element, code = PRIVATE.get(error["err_cde"], ("", error["err_cde"]))
                    found[*place, element, code] += 1
                for element in segment["elements"]:
                    for error in element["errors"]:
                        number = f"{int(element['ele_pos']):02}"
                        if element["subele_pos"]:
                            number += f"-{element['subele_pos']}"
                        found[*place, number, error["err_cde"]] += 1
            name = one["trn_set_id"], one["trn_set_control_num"]
            sets.append((name, one["ack_code"], set(found)))
    return sets, None


def ours(program, path):
    """Our sets and what goes back, or why there are none."""
    run = subprocess.run([program, "ack", path, "--json"], capture_output=True, check=False)
    if run.returncode != 0:
        return None, None, run.stderr.decode().split(":")[1].strip()
    sets, interchanges = [], json.loads(run.stdout)["interchanges"]
    for group in (g for one in interchanges for g in one["groups"]):
        for one in group["sets"]:
            found = {("set", 0, "", code) for code in one["errors"] if code != "5"}
            for segment in one["segments"]:
                place = segment["segment"], segment["position"]
                if segment["code"] != "8" or not segment["elements"]:
                    found.add((*place, "", segment["code"]))
                found.update((*place, element, code) for element, code in segment["elements"])
            sets.append(((one["type"], one["control_number"]), one["verdict"], found))
    return sets, "".join(one["answer"] for one in interchanges), None


# How findings agree, from the same to the barely same: what of each must be equal.
WAYS = {
    "same": lambda segment, place, element, code: (segment, place, element, code),
    "other code": lambda segment, place, element, code: (place, element),
    "other place": lambda segment, place, element, code: (segment, element, code),
    "segment for element": lambda segment, place, element, code: place,
}


def pair(our, their, agreed):
    """Takes out of both what agrees."""
    for how, key in WAYS.items():
        waiting = collections.defaultdict(list)
        for finding in sorted(their):
            waiting[key(*finding)].append(finding)
        for finding in sorted(our):
            if waiting[key(*finding)]:
                their.remove(waiting[key(*finding)].pop())
                our.remove(finding)
                agreed[how] += 1


def main():
    program, *paths = sys.argv[1:]
    logging.disable(logging.CRITICAL)
    verdicts, unread, answers = (collections.Counter() for _ in range(3))
    agreed, differences = collections.Counter(), []
    for path in paths:
        with tempfile.NamedTemporaryFile(suffix=".edi") as same:
            same.write(prepared(path))
            same.flush()
            their, why = theirs(same.name)
            our, answer, why_not = ours(program, same.name)
        if their is None or our is None:
            unread[f"pyx12 {why}" if their is None else f"claimlake {why_not}"] += 1
            continue
        waiting = collections.defaultdict(list)
        for name, verdict, found in their:
            waiting[name].append((verdict, found))
        if answer:
            with tempfile.NamedTemporaryFile(suffix=".999") as same:
                same.write(answer.encode("ascii"))
                same.flush()
                answered, why = theirs(same.name)
            answers.update([why] if why else [verdict for _, verdict, _ in answered])
        for name, verdict, found in our:
            if not waiting[name]:
                verdicts[f"{name[0]} {verdict} none"] += 1
                continue
            their_verdict, their_found = waiting[name].pop(0)
            verdicts[f"{name[0]} {verdict} {their_verdict}"] += 1
            # What is not read here is not looked into either, and nobody answers an answer.
            if name[0] in ("997", "999"):
                continue
            if {("set", 0, "", "1"), ("set", 0, "", "I6")} & found:
                continue
            pair(found, their_found, agreed)
            for who, only in ("claimlake", found), ("pyx12", their_found):
                for segment, place, element, code in sorted(only):
                    differences.append([who, name[0], segment, element, code, path, place])
    told = {"sets": verdicts, "agreed": agreed, "differences": differences, "unread": unread, "answers": answers}
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main()
