// The HIPAA pack over templates of CloudFormation: `node nag.js FILE...` prints, for each file, its findings
// as [rule, resource, what the rule says].
'use strict';

const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { App, Stack } = require('aws-cdk-lib');
const { CfnInclude } = require('aws-cdk-lib/cloudformation-include');
const { HIPAASecurityChecks } = require('cdk-nag');

function findings(templateFile, outdir) {
  const app = new App({ outdir });
  new CfnInclude(new Stack(app, 'Stack'), 'Template', { templateFile });
  return new HIPAASecurityChecks(app, { verbose: true })
    .validateScope(app)
    .violations.flatMap(({ ruleName, description, violatingResources }) =>
      violatingResources.map(({ constructPath }) => [ruleName, constructPath.split('/').pop(), description]),
    );
}

const outdir = mkdtempSync(join(tmpdir(), 'nag-'));
try {
  console.log(JSON.stringify(process.argv.slice(2).map((file) => findings(file, outdir))));
} catch (error) {
  // Not node's own way: it prints the line that failed, and the library is one line.
  console.error(`nag.js: ${error.message}`);
  process.exitCode = 1;
} finally {
  rmSync(outdir, { recursive: true });
}
