// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/config/job_config.h"

class QPagedPaintDevice;

namespace cairn::gui {

// One page of paper that a backup can be restored with: passphrase, destination, how to.
struct RecoverySheet
{
    JobConfig job;
    QString passphrase; // empty: not locked
    QString computer;

    void paint(QPagedPaintDevice &device) const;
    // Whole or not at all.
    [[nodiscard]] Result<> savePdf(const QString &path) const;
};

} // namespace cairn::gui
