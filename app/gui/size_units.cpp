// SPDX-License-Identifier: MIT
#include "app/gui/size_units.h"

#include <QSettings>

#include <atomic>

namespace cairn::gui {

namespace {

constexpr const char *kBinary = "look/binarySizes";
std::atomic<bool> binarySizes = false;

} // namespace

bool SizeUnits::keptBinary()
{
    return QSettings().value(kBinary, false).toBool();
}

void SizeUnits::keepBinary(bool binary)
{
    QSettings().setValue(kBinary, binary);
}

bool SizeUnits::areBinary()
{
    return binarySizes;
}

void SizeUnits::use(bool binary)
{
    binarySizes = binary;
}

} // namespace cairn::gui
