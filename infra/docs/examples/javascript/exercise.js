// Does a bit of everything through the HTTP API, so that the topics hold records of many types.
// Usage: URL=… TOKEN=… node exercise.js
const { URL: url = 'http://localhost:8080', TOKEN: token } = process.env

async function ask (method, path, body) {
  const answer = await fetch(`${url}/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: body && JSON.stringify(body)
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
  return text ? JSON.parse(text) : null
}

const { workspace_id: id } = await ask('POST', '/workspaces', { name: 'exercise', description: 'a bit of everything' })
const ws = `/workspaces/${id}`
await ask('PATCH', ws, { name: 'exercises' })
const named = async name => (await ask('POST', `${ws}/sandboxes`, { name, labels: { kind: 'made-up' } })).sandbox_id
const [ann, ben, cas] = [await named('ann'), await named('ben'), await named('cas')]
const say = (from, to, text, more = {}) => ask('POST', `${ws}/messages`, {
  from_sandbox_id: from, to_sandbox_id: to, message_type: 'request', content: { text }, ...more
})
const inbox = (sandbox, verb, body) => ask('POST', `${ws}/sandboxes/${sandbox}/inbox/${verb}`, body)
async function lease (sandbox) {
  const { data } = await inbox(sandbox, 'receive', { max: 1, wait_seconds: 5 })
  return { leases: data.map(({ message_id, lease_id }) => ({ message_id, lease_id })) }
}

await ask('PATCH', `${ws}/sandboxes/${ann}`, { labels: { kind: 'changed' } })
await ask('POST', `${ws}/sandboxes/${ann}/status`, { status: 'starting' })
await ask('POST', `${ws}/sandboxes/${ann}/heartbeat`, { status: 'degraded', detail: 'a cold' })

await say(ann, ben, 'the first', { correlation_id: 'c-1', priority: 'urgent' })
const first = await lease(ben)
await inbox(ben, 'extend', first)
await inbox(ben, 'nak', { ...first, reason: 'busy' })
await inbox(ben, 'reject', { ...await lease(ben), reason: 'not for me' })
const buriedLast = async () => (await ask('GET', `${ws}/dead-letters?order=desc&limit=1`)).data[0].dead_letter_id
await ask('POST', `${ws}/dead-letters/${await buriedLast()}/redrive`, {})
await inbox(ben, 'reject', { ...await lease(ben), reason: 'still not' })
await ask('DELETE', `${ws}/dead-letters/${await buriedLast()}`, { reason: 'enough' })
await ask('POST', `${ws}/messages/broadcast`, { from_sandbox_id: ann, message_type: 'notification', content: 'all' })
await inbox(ben, 'ack', await lease(ben))
await say(ann, cas, 'too late', { expires_at: new Date(Date.now() + 100).toISOString() }).catch(() => {})
await ask('DELETE', `${ws}/sandboxes/${cas}`)
await ask('DELETE', ws)
console.log(`${ws} is done and archived`)
