// Reads a file with node-x12: `node node_x12.js stream|parse FILE`. Prints segments and peak memory in KB.
'use strict'
const fs = require('fs')
const path = require('path')
const { X12Parser } = require(path.join(__dirname, '../../target/compare/node/node_modules/node-x12'))

const [what, file] = process.argv.slice(2)

function tell (segments) {
  const peak = /VmHWM:\s+(\d+)/.exec(fs.readFileSync('/proc/self/status', 'utf8'))[1]
  console.log(segments, peak)
}

if (what === 'stream') {
  let segments = 0
  fs.createReadStream(file)
    .pipe(new X12Parser())
    .on('data', () => { segments += 1 })
    .on('end', () => tell(segments))
} else {
  const interchange = new X12Parser(true).parse(fs.readFileSync(file, 'utf8'))
  let segments = 0
  for (const group of interchange.functionalGroups) {
    for (const transaction of group.transactions) segments += transaction.segments.length
  }
  tell(segments)
}
