// SPDX-License-Identifier: MIT
#pragma once

#include <QStringList>

namespace cairn::gui {

// What the import of foreign jobs says (ImportNote, ImportedJob::obstacle), in the language of the
// window; unchanged where there are no words for it.
[[nodiscard]] QString importWords(const QString &english);
// All there are words for, in English.
[[nodiscard]] QStringList importSentences();

} // namespace cairn::gui
