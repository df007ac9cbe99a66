// Reads topics from their beginning to what is committed now.
import { randomUUID } from 'node:crypto'
import { Consumer, FetchIsolationLevels, MessagesStreamFallbackModes, MessagesStreamModes } from '@platformatic/kafka'
import { CloudEvent, Kafka } from 'cloudevents'

const text = data => data?.toString('utf8')

/** Hands each record to `each`, in order within its partition. Needs READ on the topics and on groups `examples-*`. */
export async function readToTheEnd (brokers, topics, each) {
  const consumer = new Consumer({
    clientId: 'roundtable-examples',
    groupId: `examples-${randomUUID()}`,
    bootstrapBrokers: brokers.split(','),
    autocommit: false,
    isolationLevel: FetchIsolationLevels.READ_COMMITTED,
    maxWaitTime: 100,
    deserializers: { key: text, headerKey: text, headerValue: text }
  })
  try {
    const ends = await consumer.listOffsets({ topics, isolationLevel: FetchIsolationLevels.READ_COMMITTED })
    const stream = await consumer.consume({
      topics,
      mode: MessagesStreamModes.EARLIEST,
      fallbackMode: MessagesStreamFallbackModes.EARLIEST,
      autocommit: false,
      isolationLevel: FetchIsolationLevels.READ_COMMITTED
    })
    const isThere = () => topics.every(topic =>
      ends.get(topic).every((end, partition) => (stream.offsetsToFetch.get(`${topic}:${partition}`) ?? -1n) >= end))
    await new Promise((resolve, reject) => {
      stream.on('error', reject)
      stream.on('data', record => {
        try {
          if (record.offset < ends.get(record.topic)[record.partition]) each(record)
        } catch (error) {
          reject(error)
        }
      })
      stream.on('fetch', () => { if (isThere()) resolve() })
    })
    await stream.close()
  } finally {
    await consumer.close(true)
  }
}

/** The record as a CloudEvent, checked strictly against the specification; its data are the parsed JSON. */
export function cloudEvent (record) {
  const headers = Object.fromEntries(record.headers)
  if (!Kafka.isEvent({ headers, value: record.value })) throw new Error(`${place(record)} is no CloudEvent`)
  const read = Kafka.toEvent({ key: record.key, headers, value: record.value, body: record.value })
  const event = new CloudEvent({ ...read, data: JSON.parse(text(record.value)) }, true)
  event.validate()
  if (event.partitionkey !== record.key) throw new Error(`${place(record)}: its key is not its partition key`)
  return event
}

export const place = record => `${record.topic}-${record.partition}, offset ${record.offset}`
