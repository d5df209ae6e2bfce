// SPDX-License-Identifier: MIT
#include "core/operations/block_prover.h"

#include "core/base/crc32.h"
#include "core/base/text.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

Error badBlock(const BlockRow &row, const QString &what)
{
    return {ErrorCode::Corrupt, u"its block %1 %2"_s.arg(toQString(row.hash.toBase64Url()), what),
            QString(), QString()};
}

} // namespace

// A payload is moved as it is once what it expands to has the right hash.
Result<PackedBlock> BlockProver::read(const VolumeArchive &archive, const WantedBlock &wanted)
{
    const BlockRow &row = wanted.row;
    PackedBlock block;
    block.id = row.id;
    block.hash = row.hash;
    block.size = row.size;
    block.moved = true;
    block.isList = wanted.isList;
    if (!wanted.entry)
        return fail(badBlock(row, u"is not in it"_s));
    if (archive.entries()[*wanted.entry].size != static_cast<std::uint64_t>(row.size))
        return fail(badBlock(row, u"has the wrong size"_s));
    const Result<RawEntry> raw = archive.raw(*wanted.entry, m_scratch.packed);
    if (!raw && raw.error().code != ErrorCode::Unsupported)
        return fail(raw.error());
    if (!raw || (block.isList && raw->method != 0)) {
        CAIRN_TRY(archive.extract(*wanted.entry, m_content, static_cast<std::size_t>(row.size),
                                  m_scratch));
        CAIRN_TRY(prove(row, m_content, block));
        repack(block);
        return block;
    }
    block.method = static_cast<ZipMethod>(raw->method);
    if (block.method == ZipMethod::Stored) {
        CAIRN_TRY(prove(row, raw->payload, block));
    } else {
        m_content.resize(static_cast<std::size_t>(row.size));
        CAIRN_TRY(m_scratch.inflater.inflate(raw->payload, m_content.span()));
        CAIRN_TRY(prove(row, m_content, block));
    }
    block.payload.append(raw->payload);
    return block;
}

Result<> BlockProver::prove(const BlockRow &row, ByteView content, PackedBlock &block)
{
    if (static_cast<std::int64_t>(content.size()) != row.size || m_hasher.hash(content) != row.hash)
        return fail(badBlock(row, u"has other content than its hash says"_s));
    block.crc = crc32Of(content); // not the archive's: nothing has proven that one
    return {};
}

// For archives whose payloads a zip cannot take over, and for lists, which are stored.
void BlockProver::repack(PackedBlock &block)
{
    block.method = ZipMethod::Deflated;
    if (block.isList || m_deflater.compress(m_content, kDefaultLevel, block.payload) == 0) {
        block.method = ZipMethod::Stored;
        block.payload.clear();
        block.payload.append(m_content);
    }
}

} // namespace cairn
