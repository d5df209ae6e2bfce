// SPDX-License-Identifier: MIT
#include "core/format/envelope.h"

#include "core/format/hash_text.h"
#include "core/format/json_writer.h"

namespace cairn {

namespace {

constexpr std::size_t kFlushAt = 64U << 10;

tl::unexpected<Error> badEnvelope(const char *why)
{
    Error error{ErrorCode::Corrupt,
                QStringLiteral("What the list of files says of its volumes is damaged."),
                {},
                {}};
    error.detail = QString::fromLatin1(why);
    return fail(std::move(error));
}

void appendVolume(std::string &out, const EnvelopeVolume &volume)
{
    out += R"({"name":)";
    appendJsonString(out, volume.name);
    out += R"(,"size":)";
    appendNumber(out, volume.size);
    if (!volume.hash.empty()) {
        out += R"(,"hash":")";
        appendBase64(out, volume.hash.view());
        out += '"';
    }
    out += '}';
}

} // namespace

EnvelopeWriter::EnvelopeWriter(ByteSink &out)
    : m_out(out)
{
}

Result<> EnvelopeWriter::flush()
{
    CAIRN_TRY(m_out.write(asBytes(m_buffer)));
    m_buffer.clear();
    return {};
}

Result<> EnvelopeWriter::begin(std::string_view name, const std::optional<EnvelopeVolume> &previous)
{
    m_buffer = kBom;
    m_buffer += R"({"name":)";
    appendJsonString(m_buffer, name);
    if (previous) {
        m_buffer += R"(,"previous":)";
        appendVolume(m_buffer, *previous);
    }
    m_buffer += R"(,"volumes":[)";
    return {};
}

Result<> EnvelopeWriter::add(const EnvelopeVolume &volume)
{
    if (!m_first)
        m_buffer += ',';
    m_first = false;
    appendVolume(m_buffer, volume);
    return m_buffer.size() >= kFlushAt ? flush() : Result<>();
}

Result<> EnvelopeWriter::end()
{
    m_buffer += "]}";
    return flush();
}

// Levels: 1 the document, 2 the array of volumes or the list before, 3 a volume.
class EnvelopeReader::Handler final : public JsonHandler
{
public:
    Handler(OnVolume onVolume, std::uint64_t mostVolumes)
        : m_onVolume(std::move(onVolume))
        , m_mostVolumes(mostVolumes)
    {
    }
    Envelope envelope;
    bool sawVolumes = false; // the list, empty or not: without it this is no envelope

    Result<> beginObject() override
    {
        ++m_depth;
        if (isVolume() || isPrevious()) {
            m_volume = EnvelopeVolume();
            m_key.clear();
        } else if (m_depth == 2 && m_member == "volumes") {
            return badEnvelope("the volumes are no list");
        }
        return {};
    }
    Result<> endObject() override
    {
        const bool volume = isVolume();
        const bool previous = isPrevious();
        --m_depth;
        if (!volume && !previous)
            return {};
        if (m_volume.name.empty() || m_volume.size < 0)
            return badEnvelope("a volume without name or size");
        if (previous) {
            envelope.previous = std::move(m_volume);
            return {};
        }
        if (++envelope.volumes > m_mostVolumes)
            return badEnvelope("too many volumes");
        return m_onVolume(m_volume);
    }
    Result<> beginArray() override
    {
        if (++m_depth == 1)
            return badEnvelope("not an object");
        if (m_depth == 2 && m_member == "volumes")
            m_inVolumes = sawVolumes = true;
        else if (m_depth == 3 && m_inVolumes)
            return badEnvelope("a volume is no object");
        return {};
    }
    Result<> endArray() override
    {
        if (m_depth-- == 2)
            m_inVolumes = false;
        return {};
    }
    Result<> key(std::string_view name) override
    {
        if (m_depth == 1)
            m_member = name;
        else if (isVolume() || isPrevious())
            m_key = name;
        return {};
    }
    Result<> string(std::string_view value) override
    {
        CAIRN_TRY(checkPlace());
        if (m_depth == 1 && m_member == "name")
            return takeName(value, envelope.name);
        if (!isVolume() && !isPrevious())
            return {};
        if (m_key == "name")
            return takeName(value, m_volume.name);
        if (m_key == "hash" && !m_hashText.read(value, 0, m_volume.hash))
            return badEnvelope("a hash");
        return {};
    }
    Result<> number(std::int64_t value) override
    {
        CAIRN_TRY(checkPlace());
        if ((!isVolume() && !isPrevious()) || m_key != "size")
            return {};
        if (value < 0)
            return badEnvelope("a size");
        m_volume.size = value;
        return {};
    }
    Result<> boolean(bool) override { return checkPlace(); }
    Result<> null() override { return checkPlace(); }

private:
    [[nodiscard]] bool isVolume() const { return m_depth == 3 && m_inVolumes; }
    [[nodiscard]] bool isPrevious() const
    {
        return m_depth == 2 && !m_inVolumes && m_member == "previous";
    }
    [[nodiscard]] Result<> checkPlace() const
    {
        if (m_depth == 0 || (m_depth == 2 && m_inVolumes))
            return badEnvelope("a value where an object should be");
        return {};
    }
    static Result<> takeName(std::string_view value, std::string &out)
    {
        if (value.empty() || value.size() > limits::kRemoteName)
            return badEnvelope("a name");
        out = value;
        return {};
    }

    OnVolume m_onVolume;
    std::uint64_t m_mostVolumes;
    HashText m_hashText;
    std::string m_member; // of the document
    std::string m_key;    // of the volume
    int m_depth = 0;
    bool m_inVolumes = false;
    EnvelopeVolume m_volume;
};

EnvelopeReader::EnvelopeReader(OnVolume onVolume, std::uint64_t mostVolumes)
    : m_handler(std::make_unique<Handler>(std::move(onVolume), mostVolumes))
    , m_reader(*m_handler, JsonLimits{.document = limits::kEnvelope})
{
}

EnvelopeReader::~EnvelopeReader() = default;

Result<> EnvelopeReader::write(ByteView bytes)
{
    return m_reader.write(bytes);
}

Result<Envelope> EnvelopeReader::finish()
{
    CAIRN_TRY(m_reader.finish());
    if (m_handler->envelope.name.empty())
        return badEnvelope("no name");
    if (!m_handler->sawVolumes)
        return badEnvelope("no list of volumes");
    return std::move(m_handler->envelope);
}

} // namespace cairn
