// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/clock.h"
#include "core/storage/backend.h"

#include <span>
#include <string_view>

namespace cairn {

// What a listing showed. It proves presence, never absence (R2): a name that find() does not know
// is a question for proveAbsent(), not an answer. A value; sorted by name.
class RemoteListing final
{
public:
    RemoteListing() = default;
    explicit RemoteListing(std::vector<RemoteFile> files);
    [[nodiscard]] static Result<RemoteListing> read(Backend &backend, const CancelToken &cancel);

    // Each name once; of a name listed twice the first.
    [[nodiscard]] const std::vector<RemoteFile> &files() const { return m_files; }
    [[nodiscard]] std::size_t size() const { return m_files.size(); }
    [[nodiscard]] bool empty() const { return m_files.empty(); }
    // Null if it was not shown, which proves nothing. The pointer lives as long as the listing.
    [[nodiscard]] const RemoteFile *find(std::string_view name) const;
    [[nodiscard]] bool shows(std::string_view name) const { return find(name) != nullptr; }
    // Names that were listed more than once: the destination holds several objects of that name.
    [[nodiscard]] const std::vector<std::string> &duplicates() const { return m_duplicates; }

    // R2: a listing that shows `found` of `known` names is too poor to act upon.
    [[nodiscard]] static bool lostTooMany(std::size_t known, std::size_t found);

private:
    std::vector<RemoteFile> m_files;
    std::vector<std::string> m_duplicates;
};

// What became of names that a listing lacked.
struct AbsenceProof
{
    std::vector<std::string> absent; // proven
    std::vector<RemoteFile> present; // found by name or in the second listing
};

// R2: asks for each name directly; then, after the settle time of the destination, lists once
// again. Absent is what neither shows. An error means that nothing was proven.
[[nodiscard]] Result<AbsenceProof> proveAbsent(Backend &backend, Clock &clock,
                                               std::span<const std::string> names,
                                               const CancelToken &cancel);
// The same for one name: true if it is absent.
[[nodiscard]] Result<bool> proveAbsent(Backend &backend, Clock &clock, const std::string &name,
                                       const CancelToken &cancel);

} // namespace cairn
