// SPDX-License-Identifier: MIT
#pragma once

#include "core/format/envelope.h"
#include "core/operations/rebuild_context.h"
#include "core/pipeline/volume_opener.h"

#include <map>
#include <string>
#include <unordered_map>

namespace cairn {

// S2: compares what the envelopes of the lists tell with what lies at the destination. A name is
// written once (R31), so a volume that is there with another size or hash is not the one that was
// written; one that is not there was removed by a later run, or is missed elsewhere.
class EnvelopeCheck final
{
public:
    // The opener serves to look at a volume of which index and envelope tell different things.
    EnvelopeCheck(RebuildContext &context, VolumeOpener &opener)
        : m_context(context)
        , m_opener(opener)
    {
    }
    Result<> begin(); // after the indexes were read
    // Corrupt if the list was made for another name, else it may be taken over: volumes that it
    // speaks against are noted as damaged. Lists come in their order, the oldest first.
    Result<> check(const RemoteVolume &dlist, const OpenVolume &opened);
    // It could not be read, which was said.
    void forget(const std::string &name) { m_present.erase(name); }

private:
    struct Present
    {
        std::int64_t id = 0;
        std::int64_t size = -1;
        Digest hash; // empty: not known
    };
    // The first of what is told of each: not more than lies at the destination.
    using Suspects = std::map<std::string, EnvelopeVolume>;
    [[nodiscard]] bool agrees(const EnvelopeVolume &told) const;
    Result<Envelope> read(const OpenVolume &opened, std::size_t entry, Suspects &suspects) const;
    Result<> notePrevious(const EnvelopeVolume &previous);
    Result<> recordHash(const RemoteVolume &dlist, const OpenVolume &opened);
    Result<> settle(const EnvelopeVolume &told, const std::string &by);
    Result<> learnHash(const EnvelopeVolume &told, Present &present);
    Result<bool> isIndexWrong(const EnvelopeVolume &told, Present &present);
    Result<> noteReplaced(const std::string &name, const Present &present, const QString &why);

    void tellOnce(); // what a person should make of it

    RebuildContext &m_context;
    VolumeOpener &m_opener;
    std::unordered_map<std::string, Present> m_present; // without those that were spoken against
    bool m_told = false;
};

} // namespace cairn
