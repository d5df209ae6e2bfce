// SPDX-License-Identifier: MIT
#include "core/config/compressed_extensions.h"

#include "core/config/option_values.h"

#include <algorithm>

namespace cairn {

namespace {

// Sorted by bytes, lower case.
constexpr std::string_view kBuiltIn[] = {
    ".3g2",  ".3gp",   ".7z",       ".aa3",  ".aac",     ".aes",  ".aif",        ".alz",  ".ape",
    ".apk",  ".arw",   ".asf",      ".asx",  ".avi",     ".axx",  ".bik",        ".bsf",  ".bz",
    ".bz2",  ".cab",   ".cbr",      ".cbz",  ".chm",     ".cr2",  ".d",          ".dar",  ".deb",
    ".dess", ".divx",  ".dl_",      ".dng",  ".docm",    ".docx", ".dotm",       ".dotx", ".dsft",
    ".dv",   ".eftx",  ".emz",      ".eot",  ".epub",    ".ex_",  ".f4v",        ".file", ".flac",
    ".flv",  ".fve",   ".gif",      ".gpg",  ".graffle", ".gsm",  ".gz",         ".hc",   ".hdmov",
    ".heic", ".hxs",   ".i",        ".idx",  ".iff",     ".j2c",  ".jar",        ".jpeg", ".jpg",
    ".kdbx", ".lzma",  ".m2p",      ".m2ts", ".m2v",     ".m4a",  ".m4v",        ".max",  ".mkv",
    ".mobi", ".mov",   ".mp3",      ".mp4",  ".mpa",     ".mpc",  ".mpeg",       ".mpg",  ".mpkg",
    ".mpq",  ".mrimg", ".mshc",     ".msi",  ".msp",     ".msu",  ".mts",        ".nef",  ".nupkg",
    ".odg",  ".odp",   ".ods",      ".odt",  ".oga",     ".ogg",  ".ogv",        ".opus", ".otg",
    ".otp",  ".ots",   ".ott",      ".pack", ".pages",   ".pamp", ".pdn",        ".pet",  ".png",
    ".pptm", ".pptx",  ".pspimage", ".ra",   ".rar",     ".rm",   ".rpm",        ".rvz",  ".sdg",
    ".sft",  ".sfx",   ".sit",      ".sitx", ".spx",     ".stw",  ".swf",        ".swz",  ".sy_",
    ".tc",   ".tgz",   ".thmx",     ".tib",  ".tibx",    ".tif",  ".tpm",        ".trf",  ".trp",
    ".ts",   ".tzst",  ".vob",      ".vsix", ".vsv",     ".war",  ".webarchive", ".webm", ".webp",
    ".wim",  ".wma",   ".wmv",      ".wmz",  ".woff",    ".wtv",  ".wv",         ".xar",  ".xlsb",
    ".xlsm", ".xlsx",  ".xpi",      ".xps",  ".xz",      ".zip",  ".zipx",       ".zst",
};
static_assert(std::size(kBuiltIn) == 161);
static_assert(std::is_sorted(std::begin(kBuiltIn), std::end(kBuiltIn)));

} // namespace

CompressedExtensions CompressedExtensions::fromText(std::string_view text)
{
    CompressedExtensions list;
    list.m_builtIn = false;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = trimmed(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        line = line.substr(0, line.find(' '));
        if (line.size() >= 2 && line.front() == '.')
            list.m_own.push_back(asciiLower(line));
    }
    std::sort(list.m_own.begin(), list.m_own.end());
    return list;
}

bool CompressedExtensions::contains(std::string_view fileName) const
{
    fileName.remove_prefix(fileName.rfind('/') + 1); // npos + 1 is 0
    const std::size_t dot = fileName.rfind('.');
    if (dot == std::string_view::npos || dot + 1 == fileName.size())
        return false;
    const std::string extension = asciiLower(fileName.substr(dot));
    if (m_builtIn)
        return std::binary_search(std::begin(kBuiltIn), std::end(kBuiltIn),
                                  std::string_view(extension));
    return std::binary_search(m_own.begin(), m_own.end(), extension);
}

} // namespace cairn
