// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/host/values.h"

#include <QWidget>

namespace cairn::gui {

// Versions as dots in lines, the oldest at the start; those that a rule would remove are hollow.
class KeepPreview final : public QWidget
{
    Q_OBJECT
public:
    explicit KeepPreview(QWidget *parent = nullptr);

    // Oldest first.
    void setVersions(const std::vector<KeepAnswer::Version> &versions);

    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] int step() const; // from dot to dot
    [[nodiscard]] int perLine(int width) const;
    [[nodiscard]] QRectF dot(int index) const;
    [[nodiscard]] int indexAt(const QPointF &position) const;

    std::vector<KeepAnswer::Version> m_versions;
};

} // namespace cairn::gui
