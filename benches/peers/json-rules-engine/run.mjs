// Holds the deals of a folder against its rules, tells the processor seconds of the fastest
// round, and leaves the answers in the folder: a byte for each rule, deal by deal.

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Engine } from 'json-rules-engine'

const folder = process.argv[2]
const { rules, deals } = JSON.parse(readFileSync(join(folder, 'work.json'), 'utf8'))

const engine = new Engine()
rules.forEach(({ ends }, rule) => {
  for (const [end, conditions] of ends) {
    engine.addRule({ conditions, event: { type: 'end', params: { rule, end } } })
  }
})

async function round () {
  const results = []
  for (const deal of deals) {
    results.push((await engine.run(deal)).events)
  }
  return results
}

// The first round warms up; then rounds go on for a second, and for two at least.
let results = await round()
let [fastest, all] = [Infinity, 0]
for (let rounds = 0; all < 1 || rounds < 2; rounds++) {
  const before = process.cpuUsage()
  results = await round()
  const { user, system } = process.cpuUsage(before)
  const seconds = (user + system) / 1e6
  fastest = Math.min(fastest, seconds)
  all += seconds
}

const answers = Buffer.alloc(deals.length * rules.length)
results.forEach((events, deal) => {
  const first = deal * rules.length
  rules.forEach(({ last }, rule) => { answers[first + rule] = last })
  for (const { params } of events) {
    answers[first + params.rule] = params.end
  }
})
writeFileSync(join(folder, 'answers'), answers)
console.log(JSON.stringify({ seconds: fastest }))
