// SPDX-License-Identifier: MIT
#pragma once

namespace cairn {

// What each page of a checked database gives up at its end: the CRC-32 of its number (big-endian,
// from 1) and of the rest of it, big-endian.
inline constexpr int kPageCheckBytes = 4;

// The name of SQLite's file layer that writes a check into each page and proves it with each read,
// for databases that keep kPageCheckBytes free in every page (byte 20 of their header); others pass
// untouched. Registered by the first call.
//
// A file system gives back what the disk tells it, and SQLite believes most of that: a changed byte
// in a name or a number would be a wrong name or number, nothing else. Read here, it is
// SQLITE_IOERR_DATA. Pages of nothing but zeros pass: SQLite leaves such holes where it did not
// need to write, and knows that they are no page of a table. Pages of the write-ahead log have
// SQLite's own sums.
//
// Any SQLite reads such a file. One that writes to it without this layer, or writes its log back,
// leaves pages whose checks are wrong: the file counts as damaged then.
const char *checkedPages();

} // namespace cairn
