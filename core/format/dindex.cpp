// SPDX-License-Identifier: MIT
#include "core/format/dindex.h"

#include "core/format/hash_text.h"
#include "core/format/json_writer.h"

namespace cairn {

namespace {

tl::unexpected<Error> badIndex(const char *why)
{
    Error error{ErrorCode::Corrupt, QStringLiteral("The index of a volume is damaged."), {}, {}};
    error.detail = QString::fromLatin1(why);
    return fail(std::move(error));
}

} // namespace

DindexVolText::DindexVolText()
    : m_text(R"({"blocks":[)")
{
}

void DindexVolText::reserve(std::size_t blocks)
{
    constexpr std::size_t kEach = 72; // with a hash of 32 bytes
    m_text.reserve((blocks + 2) * kEach);
}

void DindexVolText::addBlock(const Digest &hash, std::int64_t size)
{
    m_text += m_first ? R"({"hash":")" : R"(,{"hash":")";
    m_first = false;
    appendBase64(m_text, hash.view());
    m_text += R"(","size":)";
    appendNumber(m_text, size);
    m_text += '}';
}

void DindexVolText::finish(const Digest &volumeHash, std::int64_t volumeSize)
{
    m_text += R"(],"volumehash":")";
    appendBase64(m_text, volumeHash.view());
    m_text += R"(","volumesize":)";
    appendNumber(m_text, volumeSize);
    m_text += '}';
}

// Levels: 1 the document, 2 the array of blocks, 3 a block.
class DindexVolReader::Handler final : public JsonHandler
{
public:
    explicit Handler(OnBlock onBlock)
        : m_onBlock(std::move(onBlock))
    {
    }
    DindexVolume volume;
    bool sawBlocks = false; // the list, empty or not: without it this is no index

    Result<> beginObject() override
    {
        if (++m_depth == 3 && m_inBlocks) {
            m_hash = Digest();
            m_size = -1;
            m_key.clear();
        }
        return {};
    }
    Result<> endObject() override
    {
        if (m_depth-- != 3 || !m_inBlocks)
            return {};
        if (m_hash.empty() || m_size < 0)
            return badIndex("a block without hash or size");
        ++volume.blocks;
        return m_onBlock(m_hash, m_size);
    }
    Result<> beginArray() override
    {
        if (++m_depth == 1)
            return badIndex("not an object");
        if (m_depth == 2 && m_member == "blocks")
            m_inBlocks = sawBlocks = true;
        else if (m_depth == 3 && m_inBlocks)
            return badIndex("a block is no object");
        return {};
    }
    Result<> endArray() override
    {
        if (m_depth-- == 2)
            m_inBlocks = false;
        return {};
    }
    Result<> key(std::string_view name) override
    {
        if (m_depth == 1)
            m_member = name;
        else if (m_depth == 3)
            m_key = name;
        return {};
    }
    Result<> string(std::string_view value) override
    {
        CAIRN_TRY(checkPlace());
        if (m_depth == 3 && m_inBlocks && m_key == "hash") {
            if (!m_hashText.read(value, 0, m_hash))
                return badIndex("a block's hash");
        } else if (m_depth == 1 && m_member == "volumehash") {
            if (!m_hashText.read(value, 0, volume.volumeHash))
                return badIndex("the volume's hash");
        }
        return {};
    }
    Result<> number(std::int64_t value) override
    {
        CAIRN_TRY(checkPlace());
        if (m_depth == 3 && m_inBlocks && m_key == "size") {
            if (value < 0 || value > limits::kLargestBlock)
                return badIndex("a block's size");
            m_size = value;
        } else if (m_depth == 1 && m_member == "volumesize") {
            if (value < 0)
                return badIndex("the volume's size");
            volume.volumeSize = value;
        }
        return {};
    }
    Result<> boolean(bool) override { return checkPlace(); }
    Result<> null() override { return checkPlace(); }

private:
    Result<> checkPlace() const
    {
        if (m_depth == 0 || (m_depth == 2 && m_inBlocks))
            return badIndex("a value where an object should be");
        return {};
    }

    OnBlock m_onBlock;
    HashText m_hashText;
    std::string m_member; // of the document
    std::string m_key;    // of the block
    int m_depth = 0;
    bool m_inBlocks = false;
    Digest m_hash;
    std::int64_t m_size = -1;
};

DindexVolReader::DindexVolReader(OnBlock onBlock)
    : m_handler(std::make_unique<Handler>(std::move(onBlock)))
    , m_reader(*m_handler)
{
}

DindexVolReader::~DindexVolReader() = default;

Result<> DindexVolReader::write(ByteView bytes)
{
    return m_reader.write(bytes);
}

Result<DindexVolume> DindexVolReader::finish()
{
    CAIRN_TRY(m_reader.finish());
    if (!m_handler->sawBlocks)
        return badIndex("no list of blocks");
    return m_handler->volume;
}

Result<DindexVolume> parseDindexVol(ByteView content, DindexVolReader::OnBlock onBlock)
{
    DindexVolReader reader(std::move(onBlock));
    CAIRN_TRY(reader.write(content));
    return reader.finish();
}

} // namespace cairn
