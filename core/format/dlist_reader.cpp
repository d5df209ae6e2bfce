// SPDX-License-Identifier: MIT
#include "core/base/text.h"
#include "core/format/dlist.h"
#include "core/format/hash_text.h"
#include "core/format/path_escape.h"

#include <algorithm>
#include <array>
#include <optional>

namespace cairn {

namespace {

enum class Member : std::uint8_t {
    Unknown,
    Type,
    Path,
    Hash,
    Size,
    Time,
    MetaHash,
    MetaSize,
    MetaBlocklists,
    MetaBlockHash,
    Blocklists,
    BlockHash,
    BlockSize
};

constexpr std::array<std::string_view, 13> kMembers = {
    "",           "type",      "path",     "hash",           "size",
    "time",       "metahash",  "metasize", "metablocklists", "metablockhash",
    "blocklists", "blockhash", "blocksize"};

Member memberOf(std::string_view name)
{
    const auto found = std::find(kMembers.begin() + 1, kMembers.end(), name);
    return found == kMembers.end() ? Member::Unknown
                                   : static_cast<Member>(found - kMembers.begin());
}

bool sameWord(std::string_view text, std::string_view lower)
{
    return std::ranges::equal(text, lower, [](char a, char b) {
        return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
    });
}

// AlternateStream counts as unknown: no version writes it, and Duplicati's own rebuild drops it.
std::optional<DlistEntry::Type> typeOf(std::string_view text)
{
    if (sameWord(text, "file"))
        return DlistEntry::File;
    if (sameWord(text, "folder"))
        return DlistEntry::Folder;
    if (sameWord(text, "symlink"))
        return DlistEntry::Symlink;
    return std::nullopt;
}

} // namespace

// Levels: 1 the list, 2 an entry, 3 an array in it; what is deeper is skipped.
class DlistReader::Handler final : public JsonHandler
{
public:
    Handler(Options options, OnEntry onEntry, OnDamaged onDamaged)
        : m_options(options)
        , m_onEntry(std::move(onEntry))
        , m_onDamaged(std::move(onDamaged))
    {
    }
    std::uint64_t entries = 0;
    std::uint64_t unknownTypes = 0;

    Result<> beginObject() override
    {
        if (++m_depth == 1)
            return notAList();
        if (m_depth == 2) {
            m_entry.clear();
            m_known = false;
            m_damage = nullptr;
            m_member = Member::Unknown;
        } else if (m_depth == 3) {
            spoilKnown();
        } else if (m_depth == 4) {
            spoilList();
        }
        return {};
    }
    Result<> endObject() override { return m_depth-- == 2 ? endEntry() : Result<>(); }
    Result<> beginArray() override
    {
        if (++m_depth == 2)
            return notAList();
        if (m_depth == 3 && m_member != Member::MetaBlocklists && m_member != Member::Blocklists)
            spoilKnown();
        else if (m_depth == 4)
            spoilList();
        return {};
    }
    Result<> endArray() override
    {
        --m_depth;
        return {};
    }
    Result<> key(std::string_view name) override
    {
        if (m_depth == 2)
            m_member = memberOf(name);
        return {};
    }
    Result<> string(std::string_view value) override
    {
        CAIRN_TRY(checkPlace());
        if (m_depth == 2)
            takeString(value);
        else if (m_depth == 3)
            takeElement(value);
        return {};
    }
    Result<> number(std::int64_t value) override
    {
        CAIRN_TRY(checkPlace());
        if (m_depth == 2)
            takeNumber(value);
        else if (m_depth == 3)
            spoilList();
        return {};
    }
    Result<> boolean(bool) override
    {
        CAIRN_TRY(checkPlace());
        if (m_depth == 2)
            spoilKnown();
        else if (m_depth == 3)
            spoilList();
        return {};
    }
    Result<> null() override
    {
        if (m_depth == 3)
            spoilList();
        return checkPlace(); // else as good as absent
    }

private:
    static tl::unexpected<Error> notAList()
    {
        return fail(ErrorCode::Corrupt,
                    QStringLiteral("The version's list of files is not a list of entries."));
    }
    Result<> checkPlace() const { return m_depth < 2 ? Result<>(notAList()) : Result<>(); }
    void spoil(const char *why) { m_damage = why; }
    void spoilKnown()
    {
        if (m_member != Member::Unknown)
            spoil("a member is of the wrong kind");
    }
    void spoilList()
    {
        if (m_member == Member::MetaBlocklists || m_member == Member::Blocklists)
            spoil("a blocklist hash is damaged");
    }

    void takeString(std::string_view value)
    {
        switch (m_member) {
        case Member::Type:
            if (const auto type = typeOf(value)) {
                m_known = true;
                m_entry.type = *type;
            }
            break;
        case Member::Path:
            takePath(value);
            break;
        case Member::Time:
            m_entry.time = parseStamp(value).value_or(DlistEntry::kUnknownTime);
            break;
        case Member::Hash:
            takeHash(value, m_options.fileHashLength, m_entry.hash);
            break;
        case Member::MetaHash:
            takeHash(value, m_options.fileHashLength, m_entry.metaHash);
            break;
        case Member::MetaBlockHash:
            takeHash(value, m_options.blockHashLength, m_entry.metaBlockHash);
            break;
        case Member::BlockHash:
            takeHash(value, m_options.blockHashLength, m_entry.blockHash);
            break;
        default:
            spoilKnown();
        }
    }

    void takePath(std::string_view value)
    {
        m_entry.path.clear();
        if (m_options.decodeEscapes)
            appendUnescapedPath(m_entry.path, value);
        else
            m_entry.path = value;
        if (value.size() > limits::kEntryPath) {
            m_entry.path.resize(std::min<std::size_t>(m_entry.path.size(), 1024));
            spoil("the path is too long");
        }
    }

    void takeHash(std::string_view value, std::size_t length, Digest &hash)
    {
        if (!m_hashText.read(value, length, hash))
            spoil("a hash is damaged");
    }

    void takeElement(std::string_view value)
    {
        const bool isMeta = m_member == Member::MetaBlocklists;
        if (!isMeta && m_member != Member::Blocklists)
            return;
        std::vector<Digest> &list = isMeta ? m_entry.metaBlocklists : m_entry.blocklists;
        if (list.size() >= (isMeta ? limits::kMetadataBlocklists : limits::kBlocklists))
            return spoil("too many blocklists");
        if (!m_hashText.read(value, m_options.blockHashLength, list.emplace_back()))
            spoil("a blocklist hash is damaged");
    }

    void takeNumber(std::int64_t value)
    {
        switch (m_member) {
        case Member::Size:
            m_entry.size = value;
            break;
        case Member::MetaSize:
            m_entry.metaSize = value;
            break;
        case Member::BlockSize:
            m_entry.blockSize = value;
            break;
        default:
            return spoilKnown();
        }
        if (value < 0)
            spoil("a size is negative");
    }

    const char *damage() const
    {
        if (m_damage != nullptr)
            return m_damage;
        if (m_entry.path.empty())
            return "there is no path";
        if (m_entry.path.find('\0') != std::string::npos)
            return "the path has a zero byte";
        if (m_entry.type == DlistEntry::File && m_entry.hash.empty())
            return "there is no hash";
        return nullptr;
    }

    Result<> endEntry()
    {
        if (!m_known) {
            ++unknownTypes;
            return {};
        }
        if (const char *why = damage()) {
            const QString text = QLatin1String(why);
            if (m_onDamaged)
                return m_onDamaged(m_entry, text);
            return fail(ErrorCode::Corrupt,
                        QStringLiteral("An entry of the version's list of files is damaged: %1.")
                            .arg(text));
        }
        if (++entries > limits::kEntries)
            return fail(ErrorCode::Corrupt, QStringLiteral("The version has too many entries."));
        return m_onEntry(m_entry);
    }

    Options m_options;
    OnEntry m_onEntry;
    OnDamaged m_onDamaged;
    HashText m_hashText;
    DlistEntry m_entry;
    int m_depth = 0;
    Member m_member = Member::Unknown; // of the entry
    bool m_known = false;              // its type is
    const char *m_damage = nullptr;
};

DlistReader::DlistReader(Options options, OnEntry onEntry, OnDamaged onDamaged)
    : m_handler(std::make_unique<Handler>(options, std::move(onEntry), std::move(onDamaged)))
    , m_reader(*m_handler)
{
}

DlistReader::~DlistReader() = default;

Result<> DlistReader::write(ByteView bytes)
{
    return m_reader.write(bytes);
}

Result<> DlistReader::finish()
{
    return m_reader.finish();
}

std::uint64_t DlistReader::entries() const
{
    return m_handler->entries;
}

std::uint64_t DlistReader::unknownTypes() const
{
    return m_handler->unknownTypes;
}

} // namespace cairn
