// SPDX-License-Identifier: MIT
#include "app/gui/host/autostart.h"

#include "core/config/settings_database.h"

namespace cairn::gui {

namespace {

constexpr std::uint64_t kLimit = 64 * 1024;

// A word of Exec=: quoted, then as a string of the file, in which a backslash is two.
std::string execWord(const std::string &path)
{
    std::string word = "\"";
    for (const char letter : path) {
        if (letter == '\\')
            word += "\\\\\\\\";
        else if (letter == '"' || letter == '`' || letter == '$')
            word += std::string("\\\\") + letter;
        else if (letter == '%')
            word += "%%";
        else
            word += letter;
    }
    return word + '"';
}

std::string stringValue(const std::string &text)
{
    std::string value;
    for (const char letter : text)
        value += letter == '\\' ? std::string("\\\\") : std::string(1, letter);
    return value;
}

bool saysOff(const std::string &content)
{
    return content.find("\nHidden=true") != std::string::npos ||
           content.find("\nX-GNOME-Autostart-enabled=false") != std::string::npos;
}

} // namespace

Result<FilePath> Autostart::usualFile()
{
    CAIRN_LET(settings, defaultSettingsFolder()); // beside it
    return settings.parent() / "autostart" / "cairn.desktop";
}

Autostart::Autostart(FileLayer &files, FilePath file)
    : m_files(files)
    , m_file(std::move(file))
{
}

Result<bool> Autostart::isOn()
{
    const auto content = m_files.readWhole(m_file, kLimit);
    if (!content && content.error().code == ErrorCode::NotFound)
        return false;
    if (!content)
        return fail(content.error());
    const ByteView bytes(*content);
    return !saysOff(std::string(reinterpret_cast<const char *>(bytes.data()), bytes.size()));
}

Result<> Autostart::turnOn(const FilePath &program)
{
    const std::string content = "[Desktop Entry]\n"
                                "Type=Application\n"
                                "Name=Cairn\n"
                                "Comment=Runs backups in the background\n"
                                "Comment[de]=Führt Sicherungen im Hintergrund aus\n"
                                "Icon=cairn\n"
                                "Exec=" +
                                execWord(program.bytes()) +
                                " --hidden\n"
                                // Nothing happens, not even a message, once it is uninstalled.
                                "TryExec=" +
                                stringValue(program.bytes()) +
                                "\n"
                                "Terminal=false\n"
                                "X-GNOME-Autostart-Delay=10\n";
    CAIRN_TRY(m_files.makeDirectories(m_file.parent()));
    return m_files.writeAtomically(m_file, asBytes(content));
}

Result<> Autostart::turnOff()
{
    return m_files.remove(m_file);
}

} // namespace cairn::gui
