// SPDX-License-Identifier: MIT
#include "core/base/file_path.h"

#include "core/base/text.h"

#include <QFile>

namespace cairn {

FilePath FilePath::fromText(const QString &text)
{
    return FilePath(QFile::encodeName(text).toStdString());
}

FilePath FilePath::operator/(std::string_view name) const
{
    std::string joined = m_bytes;
    if (!joined.empty() && joined.back() != '/')
        joined.push_back('/');
    joined.append(name);
    return FilePath(std::move(joined));
}

FilePath FilePath::parent() const
{
    std::string_view view = m_bytes;
    while (view.size() > 1 && view.back() == '/')
        view.remove_suffix(1);
    const std::size_t slash = view.rfind('/');
    if (slash == std::string_view::npos)
        return FilePath(".");
    return FilePath(std::string(view.substr(0, slash == 0 ? 1 : slash)));
}

std::string_view FilePath::name() const
{
    std::string_view view = m_bytes;
    while (view.size() > 1 && view.back() == '/')
        view.remove_suffix(1);
    const std::size_t slash = view.rfind('/');
    return slash == std::string_view::npos || view.size() == 1 ? view : view.substr(slash + 1);
}

QString FilePath::display() const
{
    return displayText(m_bytes);
}

QString displayText(std::string_view bytes)
{
    QString out;
    std::size_t at = 0;
    while (at < bytes.size()) {
        char32_t character = 0;
        const std::size_t length = decodeUtf8(bytes.substr(at), character);
        const bool control =
            character < 0x20 || (character >= 0x7f && character < 0xa0) || character == 0x2028 ||
            character == 0x2029 ||
            (character >= 0x202a && character <= 0x202e) // direction overrides can disguise a name
            || (character >= 0x2066 && character <= 0x2069);
        if (length == 0 || control) {
            const std::size_t count = length == 0 ? 1 : length;
            for (std::size_t i = 0; i < count; ++i) {
                const auto byte = static_cast<unsigned char>(bytes[at + i]);
                out += QStringLiteral("\\x%1").arg(byte, 2, 16, QLatin1Char('0'));
            }
            at += count;
            continue;
        }
        out += QString::fromUcs4(&character, 1);
        at += length;
    }
    return out;
}

} // namespace cairn
