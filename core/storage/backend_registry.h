// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/clock.h"
#include "core/storage/backend.h"
#include "core/storage/destination_url.h"

#include <functional>
#include <memory>

namespace cairn {

// What a backend is built from. The references outlive it.
struct BackendContext
{
    FileLayer &files;
    Clock &clock;
    Random &random;
    BackendOptions options; // of the job; those in the URL win
};

using BackendFactory =
    std::function<Result<std::unique_ptr<Backend>>(const DestinationUrl &, const BackendContext &)>;

// Which kinds of destination this program has. Filled by the composition root, then only read,
// which any thread may do.
class BackendRegistry final
{
public:
    void add(std::string scheme, BackendFactory factory); // replaces an earlier one

    [[nodiscard]] bool knows(std::string_view scheme) const;
    [[nodiscard]] std::vector<std::string> schemes() const; // sorted
    // A new object for one thread. The factory is given the URL's options merged over the job's.
    [[nodiscard]] Result<std::unique_ptr<Backend>> open(const DestinationUrl &url,
                                                        const BackendContext &context) const;

private:
    std::map<std::string, BackendFactory, std::less<>> m_factories;
};

} // namespace cairn
