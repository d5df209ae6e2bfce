-- SPDX-License-Identifier: MIT
-- The local database of one job. core/db/README.md says why it looks like this.

-- What the backup was begun with (blocksize, hashes, prefix, encryption) and flags of the database itself.
CREATE TABLE setting(
    key   TEXT PRIMARY KEY,
    value BLOB NOT NULL
) WITHOUT ROWID;

-- The journal of remote state: every name this job ever wrote or took over (R3, R6, R31).
CREATE TABLE volume(
    id            INTEGER PRIMARY KEY,
    name          TEXT NOT NULL UNIQUE,
    kind          INTEGER NOT NULL CHECK(kind IN (0, 1, 2)),
    state         INTEGER NOT NULL CHECK(state BETWEEN 0 AND 8),
    size          INTEGER NOT NULL DEFAULT -1,
    hash          BLOB NOT NULL DEFAULT x'',
    created       INTEGER NOT NULL,
    temp_name     TEXT NOT NULL DEFAULT '',
    content_bytes INTEGER NOT NULL DEFAULT 0 CHECK(content_bytes >= 0),
    check_time    INTEGER NOT NULL DEFAULT 0,
    check_count   INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE index_link(
    dindex INTEGER NOT NULL REFERENCES volume(id) ON DELETE CASCADE,
    dblock INTEGER NOT NULL REFERENCES volume(id) ON DELETE CASCADE,
    PRIMARY KEY(dindex, dblock)
) WITHOUT ROWID;
CREATE INDEX index_link_dblock ON index_link(dblock);

-- One row a block; NULL volume: where it lies is not known (lost, or an index is missing).
-- No index on the hash: look-ups go through the fingerprints in memory (block_index.h).
CREATE TABLE block(
    id     INTEGER PRIMARY KEY,
    hash   BLOB NOT NULL,
    size   INTEGER NOT NULL CHECK(size > 0),
    volume INTEGER REFERENCES volume(id)
);
CREATE INDEX block_volume ON block(volume);

-- Further copies of a block that is also in `block.volume`.
CREATE TABLE block_copy(
    volume INTEGER NOT NULL REFERENCES volume(id) ON DELETE CASCADE,
    block  INTEGER NOT NULL,
    PRIMARY KEY(volume, block)
) WITHOUT ROWID;
CREATE INDEX block_copy_block ON block_copy(block);

-- Blocks that are blocklists: the dindex of their dblock must hold them, even if the run that stored them
-- was killed before it wrote down which stream they belong to.
CREATE TABLE list_block(
    block INTEGER PRIMARY KEY REFERENCES block(id) ON DELETE CASCADE
);

-- Content of two or more blocks, or of one whose hash is not the stream's hash (block hash <> file hash).
-- blocks, lists: packed runs of block ids (block_list.h); id 0 is a block that nothing tells about.
CREATE TABLE stream(
    id     INTEGER PRIMARY KEY,
    size   INTEGER NOT NULL CHECK(size > 0),
    hash   BLOB NOT NULL,
    blocks BLOB NOT NULL,
    lists  BLOB NOT NULL
);

-- Folders as a tree; a name ends with its separator, so that a path is the names put together.
CREATE TABLE folder(
    id     INTEGER PRIMARY KEY,
    parent INTEGER NOT NULL,
    name   BLOB NOT NULL,
    UNIQUE(parent, name)
);

-- A path, and from which version to which it stayed as it is. last = 2^63-1: still so.
-- content, meta: 0 nothing, > 0 the one block that is the stream, < 0 minus a stream id.
CREATE TABLE entry(
    folder  INTEGER NOT NULL,
    name    BLOB NOT NULL,
    first   INTEGER NOT NULL,
    last    INTEGER NOT NULL CHECK(last >= first),
    type    INTEGER NOT NULL CHECK(type IN (0, 1, 2)),
    size    INTEGER NOT NULL,
    mtime   INTEGER NOT NULL,
    ctime   INTEGER NOT NULL,
    inode   INTEGER NOT NULL,
    content INTEGER NOT NULL,
    meta    INTEGER NOT NULL,
    PRIMARY KEY(folder, name, first)
) WITHOUT ROWID;
CREATE INDEX entry_closed ON entry(last) WHERE last < 9223372036854775807;

-- state 0: the run that makes it has not finished; 1: visible; 2: being deleted.
CREATE TABLE version(
    id       INTEGER PRIMARY KEY,
    time     INTEGER NOT NULL UNIQUE,
    state    INTEGER NOT NULL CHECK(state IN (0, 1, 2)),
    complete INTEGER NOT NULL CHECK(complete IN (0, 1)),
    dlist    INTEGER REFERENCES volume(id),
    files    INTEGER NOT NULL DEFAULT 0,
    entries  INTEGER NOT NULL DEFAULT 0,
    bytes    INTEGER NOT NULL DEFAULT 0
);

-- Entries that could not be read and were kept as they were in the version before (R30).
CREATE TABLE carried(
    version INTEGER NOT NULL REFERENCES version(id) ON DELETE CASCADE,
    path    BLOB NOT NULL,
    reason  TEXT NOT NULL,
    PRIMARY KEY(version, path)
) WITHOUT ROWID;

-- Run history of a job that is known by its database alone.
CREATE TABLE run(
    id        INTEGER PRIMARY KEY,
    operation TEXT NOT NULL,
    begun     INTEGER NOT NULL,
    ended     INTEGER NOT NULL DEFAULT 0,
    result    TEXT NOT NULL DEFAULT ''
);
