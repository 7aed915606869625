"""Who may ask: three routes behind one authorizer, and an access log without content."""

import re
import unittest

from sam_template import EXISTING, HARDENED, Stack

ROUTES = {"GET /kpi", "GET /kpi/{id}", "POST /sql"}

# What the access log may say of a request. The path, the query and what a function answered may hold
# content; who asked is the token's subject.
LOGGED = {
    "requestId",
    "requestTime",
    "identity.sourceIp",
    "authorizer.claims.sub",
    "routeKey",
    "status",
    "responseLength",
    "responseLatency",
    "error.responseType",
}


class Api(unittest.TestCase):
    def setUp(self):
        self.stack = Stack()

    def test_three_routes_lead_to_answer_kpi(self):
        routes = [r["Properties"] for r in self.stack.of_type("AWS::ApiGatewayV2::Route").values()]
        self.assertEqual({route["RouteKey"] for route in routes}, ROUTES)
        self.assertEqual({route["Target"] for route in routes}, {"integrations/${Integration}"})
        integration = self.stack.properties("Integration")
        self.assertEqual(integration["IntegrationType"], "AWS_PROXY")
        self.assertEqual(integration["IntegrationUri"], "${AnswerKpi.Arn}")
        self.assertEqual(integration["PayloadFormatVersion"], "2.0")

    def test_none_is_open(self):
        for name, route in self.stack.of_type("AWS::ApiGatewayV2::Route").items():
            self.assertEqual(route["Properties"]["AuthorizationType"], "JWT", name)
            self.assertEqual(route["Properties"]["AuthorizerId"], "${Authorizer}", name)

    def test_tokens_are_those_of_the_user_pool(self):
        authorizer = self.stack.properties("Authorizer")
        self.assertEqual(authorizer["AuthorizerType"], "JWT")
        self.assertEqual(authorizer["IdentitySource"], ["$request.header.Authorization"])
        self.assertEqual(
            authorizer["JwtConfiguration"],
            {
                "Issuer": "https://cognito-idp.us-east-1.amazonaws.com/${UserPool}",
                "Audience": ["${UserPoolClient}"],
            },
        )

    def test_or_those_of_the_organisation_and_there_is_no_pool(self):
        stack = Stack(EXISTING)
        self.assertEqual(
            stack.properties("Authorizer")["JwtConfiguration"],
            {"Issuer": "https://id.example.org", "Audience": ["one", "two"]},
        )
        self.assertFalse([name for name, r in stack.resources.items() if r["Type"].startswith("AWS::Cognito")])

    def test_the_access_log_holds_no_content(self):
        settings = self.stack.properties("Stage")["AccessLogSettings"]
        self.assertEqual(settings["DestinationArn"], "${ApiLogs.Arn}")
        self.assertEqual(set(re.findall(r"\$context\.([\w.]+)", settings["Format"])), LOGGED)
        # One line a request.
        self.assertNotIn("\n", settings["Format"])

    def test_it_is_throttled(self):
        settings = self.stack.properties("Stage")["DefaultRouteSettings"]
        self.assertLessEqual(settings["ThrottlingRateLimit"], 20)
        self.assertLessEqual(settings["ThrottlingBurstLimit"], 40)

    def test_no_page_of_another_site_may_ask(self):
        self.assertNotIn("CorsConfiguration", self.stack.properties("Api"))


class People(unittest.TestCase):
    def setUp(self):
        self.stack = Stack()
        self.pool = self.stack.properties("UserPool")

    def test_nobody_signs_up(self):
        self.assertEqual(self.pool["AdminCreateUserConfig"], {"AllowAdminCreateUserOnly": True})

    def test_passwords_are_strong(self):
        policy = dict(self.pool["Policies"]["PasswordPolicy"])
        self.assertGreaterEqual(policy.pop("MinimumLength"), 14)
        self.assertLessEqual(policy.pop("TemporaryPasswordValidityDays"), 7)
        self.assertEqual(
            policy,
            dict.fromkeys(("RequireLowercase", "RequireUppercase", "RequireNumbers", "RequireSymbols"), True),
        )

    def test_a_second_factor_is_offered_or_required(self):
        self.assertEqual(self.pool["EnabledMfas"], ["SOFTWARE_TOKEN_MFA"])
        self.assertEqual(self.pool["MfaConfiguration"], "OPTIONAL")
        self.assertEqual(Stack(HARDENED).properties("UserPool")["MfaConfiguration"], "ON")

    def test_the_program_signs_in_and_tells_nobody_who_exists(self):
        client = self.stack.properties("UserPoolClient")
        self.assertEqual(
            set(client["ExplicitAuthFlows"]),
            {"ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"},
        )
        self.assertEqual(client["PreventUserExistenceErrors"], "ENABLED")
        self.assertIs(client["EnableTokenRevocation"], True)
        self.assertIs(client["GenerateSecret"], False)

    def test_the_group_that_may_ask_in_sql_is_the_one_the_function_knows(self):
        stack = Stack({"SqlGroup": "analysts"})
        settings = stack.properties("AnswerKpi")["Environment"]["Variables"]
        self.assertEqual(stack.properties("SqlUsers")["GroupName"], "analysts")
        self.assertEqual(settings["CLAIMLAKE_SQL_GROUP"], "analysts")


if __name__ == "__main__":
    unittest.main()
