"""What calls for somebody. The emulator ignores dimensions and missing data, so each alarm is checked here."""

import unittest

from sam_template import EXISTING, HARDENED, Stack, named

# Namespace, metric, dimension, statistic, threshold, periods of five minutes.
ALARMS = {
    "LandedDeadLetterAlarm": "AWS/SQS ApproximateNumberOfMessagesVisible QueueName=${LandedDeadLetter.QueueName} Maximum 1 1",
    "CommitsDeadLetterAlarm": "AWS/SQS ApproximateNumberOfMessagesVisible QueueName=${CommitsDeadLetter.QueueName} Maximum 1 1",
    "BatchesDeadLetterAlarm": "AWS/SQS ApproximateNumberOfMessagesVisible QueueName=${BatchesDeadLetter.QueueName} Maximum 1 1",
    "FailedRunsAlarm": "AWS/SQS ApproximateNumberOfMessagesVisible QueueName=${FailedRuns.QueueName} Maximum 1 1",
    "LandedAgeAlarm": "AWS/SQS ApproximateAgeOfOldestMessage QueueName=${Landed.QueueName} Maximum 1800 1",
    "CommitsAgeAlarm": "AWS/SQS ApproximateAgeOfOldestMessage QueueName=${Commits.QueueName} Maximum 1800 1",
    "BatchesAgeAlarm": "AWS/SQS ApproximateAgeOfOldestMessage QueueName=${Batches.QueueName} Maximum 1800 1",
    "IngestErrorsAlarm": "AWS/Lambda Errors FunctionName=${Ingest} Sum 1 1",
    "IngestThrottlesAlarm": "AWS/Lambda Throttles FunctionName=${Ingest} Sum 1 1",
    "IngestDurationAlarm": "AWS/Lambda Duration FunctionName=${Ingest} p99 810000 1",
    "CommitTablesErrorsAlarm": "AWS/Lambda Errors FunctionName=${CommitTables} Sum 1 1",
    "CommitTablesThrottlesAlarm": "AWS/Lambda Throttles FunctionName=${CommitTables} Sum 1 1",
    "CommitTablesDurationAlarm": "AWS/Lambda Duration FunctionName=${CommitTables} p99 810000 1",
    "TriageDenialsErrorsAlarm": "AWS/Lambda Errors FunctionName=${TriageDenials} Sum 1 1",
    "TriageDenialsThrottlesAlarm": "AWS/Lambda Throttles FunctionName=${TriageDenials} Sum 1 1",
    "TriageDenialsDurationAlarm": "AWS/Lambda Duration FunctionName=${TriageDenials} p99 810000 1",
    "AnswerKpiErrorsAlarm": "AWS/Lambda Errors FunctionName=${AnswerKpi} Sum 1 1",
    "AnswerKpiThrottlesAlarm": "AWS/Lambda Throttles FunctionName=${AnswerKpi} Sum 1 1",
    "AnswerKpiDurationAlarm": "AWS/Lambda Duration FunctionName=${AnswerKpi} p99 26100 1",
    "MaintainTablesErrorsAlarm": "AWS/Lambda Errors FunctionName=${MaintainTables} Sum 1 1",
    "MaintainTablesThrottlesAlarm": "AWS/Lambda Throttles FunctionName=${MaintainTables} Sum 1 1",
    "MaintainTablesDurationAlarm": "AWS/Lambda Duration FunctionName=${MaintainTables} p99 810000 1",
    "MirrorStateErrorsAlarm": "AWS/Lambda Errors FunctionName=${MirrorState} Sum 1 1",
    "MirrorStateThrottlesAlarm": "AWS/Lambda Throttles FunctionName=${MirrorState} Sum 1 1",
    "MirrorStateDurationAlarm": "AWS/Lambda Duration FunctionName=${MirrorState} p99 270000 1",
    "MirrorStateAgeAlarm": "AWS/Lambda IteratorAge FunctionName=${MirrorState} Maximum 3600000 1",
    "CommitLagAlarm": "claimlake CommitLagSeconds Stack=claimlake Maximum 900 3",
    "DeadlineMissedAlarm": "claimlake DeadlinesMissed Stack=claimlake Sum 1 1",
    "QuarantineAlarm": "claimlake Quarantined Stack=claimlake Sum 1 1",
}


def shown(alarm):
    """An alarm in a line."""
    (dimension,) = alarm["Dimensions"]
    statistic = alarm.get("Statistic") or alarm.get("ExtendedStatistic")
    return (
        f"{alarm['Namespace']} {alarm['MetricName']} {dimension['Name']}={dimension['Value']} "
        f"{statistic} {alarm['Threshold']} {alarm['EvaluationPeriods']}"
    )


class Alarms(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.stack = Stack()
        self.alarms = {name: a["Properties"] for name, a in self.stack.of_type("AWS::CloudWatch::Alarm").items()}

    def test_what_they_watch(self):
        self.assertEqual({name: shown(alarm) for name, alarm in self.alarms.items()}, ALARMS)

    def test_they_go_off_at_the_threshold(self):
        for name, alarm in self.alarms.items():
            with self.subTest(name):
                self.assertEqual(alarm["ComparisonOperator"], "GreaterThanOrEqualToThreshold")
                self.assertEqual(alarm["Period"], 300)
                self.assertTrue(alarm["AlarmDescription"])

    def test_silence_is_well_but_of_the_committer(self):
        # A queue or function that nobody uses sends nothing; a sweep of commit-tables always tells the lag.
        for name, alarm in self.alarms.items():
            expected = "breaching" if name == "CommitLagAlarm" else "notBreaching"
            self.assertEqual(alarm["TreatMissingData"], expected, name)

    def test_they_tell_the_topic(self):
        for name, alarm in self.alarms.items():
            self.assertEqual(alarm["AlarmActions"], ["${AlarmTopic}"], name)

    def test_or_that_of_the_organisation(self):
        stack = Stack(EXISTING)
        for name, alarm in stack.of_type("AWS::CloudWatch::Alarm").items():
            self.assertEqual(alarm["Properties"]["AlarmActions"], [EXISTING["AlarmTopicArn"]], name)
        self.assertFalse([name for name, r in stack.resources.items() if r["Type"].startswith("AWS::SNS")])

    def test_a_mail_goes_where_one_is_given(self):
        self.assertFalse(self.stack.of_type("AWS::SNS::Subscription"))
        mail = Stack(HARDENED).properties("AlarmMail")
        self.assertEqual((mail["TopicArn"], mail["Protocol"], mail["Endpoint"]), ("${AlarmTopic}", "email", HARDENED["AlarmEmail"]))

    def test_a_duration_is_watched_close_to_the_timeout(self):
        for name, alarm in self.alarms.items():
            if alarm["MetricName"] == "Duration":
                (function,) = named(alarm["Dimensions"])
                timeout = self.stack.properties(function)["Timeout"]
                self.assertEqual(alarm["Threshold"], timeout * 900, name)

    def test_every_queue_and_every_function_is_watched(self):
        watched = set().union(*(named(alarm["Dimensions"]) for alarm in self.alarms.values()))
        there = {*self.stack.of_type("AWS::SQS::Queue"), *self.stack.of_type("AWS::Lambda::Function")}
        self.assertEqual(watched, there)


if __name__ == "__main__":
    unittest.main()
