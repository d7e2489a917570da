// SPDX-License-Identifier: Apache-2.0
/**
 * What the browser keeps of an account between visits, in IndexedDB: one database an account.
 *
 * Messages have the key [chatId, seq], so a page of history is one range read in order. Where IndexedDB is
 * not to be had (some private windows), tables in memory stand in and nothing survives a reload.
 */
export type Key = IDBValidKey

export interface Table<Row> {
    get(key: Key): Promise<Row | undefined>
    all(): Promise<Row[]>
    /** Rows from `lower` to `upper` (both included), the last ones first. */
    lastOf(lower: Key, upper: Key, limit: number): Promise<Row[]>
    put(...rows: Row[]): Promise<void>
    delete(...keys: Key[]): Promise<void>
    deleteRange(lower: Key, upper: Key): Promise<void>
}

const version = 1
/** Tables and the field or fields that make their key. */
const keys = {
    chats: "id",
    messages: ["chatId", "seq"],
    members: "chatId",
    outbox: "clientId",
    drafts: "chatId",
    meta: "name",
}
export type TableName = keyof typeof keys

export interface LocalDatabase {
    table<Row>(name: TableName): Table<Row>
    close(): void
}

const nameOf = (accountId: string) => `roost-${accountId}`

export async function openDatabase(accountId: string): Promise<LocalDatabase> {
    try {
        const request = indexedDB.open(nameOf(accountId), version)
        request.onupgradeneeded = () => {
            for (const [name, keyPath] of Object.entries(keys)) request.result.createObjectStore(name, { keyPath })
        }
        const database = await settled(request)
        // Another tab deletes the database on sign-out: do not stand in its way.
        database.onversionchange = () => database.close()
        return {
            table: <Row>(name: TableName) => new IndexedTable<Row>(database, name),
            close: () => database.close(),
        }
    } catch {
        return memoryDatabase()
    }
}

/** Removes everything the browser kept of an account. */
export function deleteDatabase(accountId: string): Promise<void> {
    return new Promise((resolve) => {
        try {
            const request = indexedDB.deleteDatabase(nameOf(accountId))
            request.onsuccess = request.onerror = request.onblocked = () => resolve()
        } catch {
            resolve()
        }
    })
}

class IndexedTable<Row> implements Table<Row> {
    constructor(
        private readonly database: IDBDatabase,
        private readonly name: TableName,
    ) {}

    get(key: Key) {
        return settled(this.store("readonly").get(key) as IDBRequest<Row | undefined>)
    }

    all() {
        return settled(this.store("readonly").getAll() as IDBRequest<Row[]>)
    }

    lastOf(lower: Key, upper: Key, limit: number): Promise<Row[]> {
        const rows: Row[] = []
        const request = this.store("readonly").openCursor(IDBKeyRange.bound(lower, upper), "prev")
        return new Promise((resolve, reject) => {
            request.onerror = () => reject(request.error)
            request.onsuccess = () => {
                const cursor = request.result
                if (!cursor || rows.length >= limit) return resolve(rows)
                rows.push(cursor.value as Row)
                cursor.continue()
            }
        })
    }

    put(...rows: Row[]) {
        return this.write((store) => rows.forEach((row) => store.put(row)))
    }

    delete(...wanted: Key[]) {
        return this.write((store) => wanted.forEach((key) => store.delete(key)))
    }

    deleteRange(lower: Key, upper: Key) {
        return this.write((store) => store.delete(IDBKeyRange.bound(lower, upper)))
    }

    private store(mode: IDBTransactionMode): IDBObjectStore {
        return this.database.transaction(this.name, mode).objectStore(this.name)
    }

    private write(change: (store: IDBObjectStore) => void): Promise<void> {
        const store = this.store("readwrite")
        change(store)
        // Now rather than when the results are in: the page may be closed before.
        store.transaction.commit?.()
        return new Promise((resolve, reject) => {
            store.transaction.oncomplete = () => resolve()
            store.transaction.onerror = store.transaction.onabort = () => reject(store.transaction.error)
        })
    }
}

function settled<Result>(request: IDBRequest<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
    })
}

export function memoryDatabase(): LocalDatabase {
    const tables = new Map<string, MemoryTable<unknown>>()
    return {
        table<Row>(name: TableName) {
            const table = tables.get(name) ?? new MemoryTable<unknown>(keys[name])
            tables.set(name, table)
            return table as unknown as Table<Row>
        },
        close: () => undefined,
    }
}

class MemoryTable<Row> implements Table<Row> {
    private readonly rows = new Map<string, { key: Key; row: Row }>()

    constructor(private readonly keyPath: string | string[]) {}

    async get(key: Key) {
        return this.rows.get(JSON.stringify(key))?.row
    }
    async all() {
        return this.sorted().map(({ row }) => row)
    }
    async lastOf(lower: Key, upper: Key, limit: number) {
        const inside = this.sorted().filter(({ key }) => compare(key, lower) >= 0 && compare(key, upper) <= 0)
        return inside.reverse().slice(0, limit).map(({ row }) => row)
    }
    async put(...rows: Row[]) {
        for (const row of rows) {
            const fields = row as unknown as Record<string, Key>
            const key = (
                Array.isArray(this.keyPath) ? this.keyPath.map((name) => fields[name]) : fields[this.keyPath]
            ) as Key
            this.rows.set(JSON.stringify(key), { key, row })
        }
    }
    async delete(...wanted: Key[]) {
        for (const key of wanted) this.rows.delete(JSON.stringify(key))
    }
    async deleteRange(lower: Key, upper: Key) {
        for (const [name, { key }] of this.rows) {
            if (compare(key, lower) >= 0 && compare(key, upper) <= 0) this.rows.delete(name)
        }
    }
    private sorted() {
        return [...this.rows.values()].sort((a, b) => compare(a.key, b.key))
    }
}

/** IndexedDB's order for the keys used here: text, numbers, and lists of them. */
function compare(a: Key, b: Key): number {
    if (Array.isArray(a) && Array.isArray(b)) {
        for (let index = 0; index < Math.min(a.length, b.length); index++) {
            const order = compare(a[index] as Key, b[index] as Key)
            if (order !== 0) return order
        }
        return a.length - b.length
    }
    return a < b ? -1 : a > b ? 1 : 0
}
