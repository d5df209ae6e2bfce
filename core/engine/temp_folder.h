// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/clock.h"
#include "core/base/file_layer.h"

namespace cairn {

// A folder for the temporary files of one run: `cairn-<pid>-<hex>`, 0700, locked for its life,
// removed with all it holds (R22). What a run left that was killed is swept by the next.
class TempFolder final
{
public:
    TempFolder() = default;
    // Below `base`; empty: the system's folder for temporary files.
    [[nodiscard]] static Result<TempFolder> create(FileLayer &files, Clock &clock, Random &random,
                                                   FilePath base);
    ~TempFolder();
    TempFolder(TempFolder &&other) noexcept;
    TempFolder &operator=(TempFolder &&other) noexcept;
    [[nodiscard]] const FilePath &path() const { return m_path; }

private:
    void remove();
    File m_lock; // the folder itself, open
    FilePath m_path;
};

} // namespace cairn
