// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/bytes.h"
#include "core/base/file_path.h"

#include <string>
#include <string_view>

namespace cairn::test {

// A private folder that is removed with all it holds. Aborts if it cannot be made.
class ScratchFolder final
{
public:
    ScratchFolder();
    ~ScratchFolder();
    ScratchFolder(const ScratchFolder &) = delete;
    ScratchFolder &operator=(const ScratchFolder &) = delete;

    [[nodiscard]] const FilePath &path() const { return m_path; }
    [[nodiscard]] FilePath operator/(std::string_view name) const { return m_path / name; }
    // Writes a file below the folder and returns its path.
    FilePath write(std::string_view name, std::string_view content) const;

private:
    FilePath m_path;
};

void writeFile(const FilePath &path, std::string_view content); // aborts on failure
// A file of this size without a byte on disk.
void writeSparseFile(const FilePath &path, std::uint64_t size);
[[nodiscard]] std::string readFile(const FilePath &path); // empty if there is none
[[nodiscard]] bool fileExists(const FilePath &path);      // a dangling link too
void removeTree(const FilePath &path);                    // also what its modes forbid to enter

} // namespace cairn::test
