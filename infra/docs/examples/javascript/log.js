// Reads topics from their beginning to what is committed now; and appends to one, which nobody but Roundtable should.
import { randomUUID } from 'node:crypto'
import { Consumer, FetchIsolationLevels, MessagesStreamFallbackModes, MessagesStreamModes, ProduceAcks, Producer } from '@platformatic/kafka'
import { CloudEvent, Kafka } from 'cloudevents'

/** The type of a record that could not be handled, as it is among the dead letters. */
export const POISONED = 'io.roundtable.record.poisoned.v1'

const JSON_TYPE = 'application/json'
const WORKSPACE = /^ws_[0-9a-z]{10,32}$/

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

/** Appends records of bytes as they are, and returns where they stand. Needs WRITE on the topic. */
export async function append (brokers, messages) {
  const producer = new Producer({ clientId: 'roundtable-examples', bootstrapBrokers: brokers.split(',') })
  try {
    return (await producer.send({ messages, acks: ProduceAcks.ALL })).offsets
  } finally {
    await producer.close(true)
  }
}

/**
 * The record as a CloudEvent, checked strictly against the specification. Its data are parsed where they are JSON, else the
 * bytes as they came; a dead letter may have none.
 */
export function cloudEvent (record) {
  const headers = Object.fromEntries(record.headers)
  if (!Kafka.isEvent({ headers, value: record.value })) throw new Error(`${place(record)} is no CloudEvent`)
  // The library wants a value, and takes the key for the partition key whatever that is: both are looked at here instead.
  const read = Kafka.toEvent({ key: record.key, headers, value: 'null', body: 'null' })
  const event = new CloudEvent({ ...read, partitionkey: headers.ce_partitionkey, data: data(record) }, true)
  event.validate()
  if (event.partitionkey !== partitionKey(record)) throw new Error(`${place(record)}: its key is not its partition key`)
  return event
}

function data ({ headers, value }) {
  if (!value) return undefined
  return headers.get('content-type') === JSON_TYPE ? JSON.parse(text(value)) : value
}

/** The record's key; only what could not be handled may have another or none, and then says where it stood. */
function partitionKey ({ key, headers }) {
  const isPoison = headers.get('ce_type') === POISONED
  return isPoison && !WORKSPACE.test(key) ? `${headers.get('topic')}-${headers.get('partition')}` : key
}

export const place = ({ topic, partition, offset }) => `${topic}-${partition}, offset ${offset}`
