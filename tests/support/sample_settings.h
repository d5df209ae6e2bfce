// SPDX-License-Identifier: MIT
#pragma once

#include "core/db/job_database.h"

namespace cairn::test {

// What a small backup is begun with.
inline JobSettings sampleSettings(std::string encryption, std::int64_t blocksize = 1024)
{
    JobSettings settings;
    settings.prefix = "duplicati";
    settings.blocksize = blocksize;
    settings.blockHashName = "SHA256";
    settings.fileHashName = "SHA256";
    settings.compression = "zip";
    settings.encryption = std::move(encryption);
    return settings;
}

} // namespace cairn::test
