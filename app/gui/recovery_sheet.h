// SPDX-License-Identifier: MIT
#pragma once

#include "core/config/job_config.h"

#include <QByteArray>

class QPageLayout;
class QPagedPaintDevice;

namespace cairn::gui {

// One page of paper that a backup can be restored with: passphrase, destination, how to.
struct RecoverySheet
{
    JobConfig job;
    QString passphrase; // empty: not locked
    QString computer;

    [[nodiscard]] QString html() const;
    void paint(QPagedPaintDevice &device) const;
    [[nodiscard]] QByteArray pdf(const QPageLayout &page) const;
};

} // namespace cairn::gui
