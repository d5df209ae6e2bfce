// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/host/values.h"

#include <QByteArray>

namespace cairn::gui {

inline constexpr qint64 kPreviewBytes = 1 << 20;     // of a text
inline constexpr qint64 kPictureBytes = 64LL << 20;  // of a file with a picture
inline constexpr qint64 kPicturePixels = 50'000'000; // of the picture
inline constexpr int kPictureSide = 1600;            // shown

// Whether the file whose first bytes these are is a picture that may be shown: by what it holds,
// not by its name.
[[nodiscard]] bool isPicture(const QByteArray &head);
// Of the first bytes of a file: as text if they are some, else written out as numbers.
[[nodiscard]] PreviewContent previewOf(const QByteArray &head, bool isWhole);
// At reduced size. Failed if it cannot be read.
[[nodiscard]] PreviewContent pictureOf(const QByteArray &whole);

} // namespace cairn::gui
