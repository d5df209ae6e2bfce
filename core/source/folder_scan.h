// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace cairn {

// The names in one folder, in byte order. Reuses its memory from folder to folder.
class FolderScan final
{
public:
    FolderScan();

    // Returns 0, or the errno that ended the listing early; the names read so far are kept.
    int read(int folderFd);

    [[nodiscard]] std::size_t count() const { return m_names.size(); }
    [[nodiscard]] std::string_view name(std::size_t index) const { return nameOf(m_names[index]); }
    // NUL-terminated.
    [[nodiscard]] const char *cName(std::size_t index) const
    {
        return m_arena.data() + m_names[index].offset;
    }
    // As the file system tells for free: DT_REG …, DT_UNKNOWN.
    [[nodiscard]] unsigned char type(std::size_t index) const { return m_names[index].type; }
    [[nodiscard]] bool contains(std::string_view name) const;
    // All names together, each with its NUL.
    [[nodiscard]] std::size_t arenaSize() const { return m_arena.size(); }

private:
    struct Name
    {
        std::uint32_t offset = 0;
        std::uint16_t length = 0;
        unsigned char type = 0;
    };
    [[nodiscard]] std::string_view nameOf(const Name &name) const
    {
        return {m_arena.data() + name.offset, name.length};
    }

    std::vector<char> m_arena;
    std::vector<Name> m_names;
    std::vector<char> m_buffer;
};

} // namespace cairn
