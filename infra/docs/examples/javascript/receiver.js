// A receiver of webhooks on this machine, which answers as it is told.
import { createServer } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'

export async function receiver () {
  const answers = new Map() // by path: a status, or a promise of one
  const received = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    received.push({ path: request.url, id: request.headers['webhook-id'], body: JSON.parse(body) })
    response.writeHead(await (answers.get(request.url) ?? 204)).end()
  })
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: path => `http://127.0.0.1:${server.address().port}${path}`,
    /** From now on, for any path 204 was before. */
    answer: (path, status) => answers.set(path, status),
    /** What has come to a path. */
    at: path => received.filter(one => one.path === path),
    close: () => new Promise(resolve => { server.close(resolve); server.closeAllConnections() })
  }
}

/** Asks again and again, for up to half a minute, until there is an answer that is true, and returns that. */
export async function until (what, asked) {
  for (const end = Date.now() + 30_000; Date.now() < end; await pause(50)) {
    const answer = await asked()
    if (answer) return answer
  }
  throw new Error(`still not so after 30 s: ${what}`)
}
