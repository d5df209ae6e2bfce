// SPDX-License-Identifier: MIT
#include "core/base/folded_text.h"

#include "core/base/file_path.h"

#include <algorithm>

namespace cairn {

std::string foldedText(std::string_view bytes)
{
    const bool isAscii = std::ranges::all_of(
        bytes, [](char c) { return static_cast<unsigned char>(c) < 0x80 && c >= ' '; });
    if (isAscii) { // nearly all names
        std::string folded(bytes);
        for (char &c : folded)
            if (c >= 'A' && c <= 'Z')
                c = static_cast<char>(c + ('a' - 'A'));
        return folded;
    }
    // Folding case may bring marks in (İ), and taking apart upper case.
    QString text = displayText(bytes).normalized(QString::NormalizationForm_KD).toCaseFolded();
    text = text.normalized(QString::NormalizationForm_KD);
    QString folded;
    folded.reserve(text.size());
    for (const QChar c : text) {
        if (c.isMark())
            continue;
        if (c == QChar(0xdf)) // QString folds single characters only
            folded += QStringLiteral("ss");
        else
            folded += c;
    }
    return folded.toStdString();
}

} // namespace cairn
