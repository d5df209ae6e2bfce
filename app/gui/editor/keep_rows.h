// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/editor/keep_text.h"

#include <QWidget>

class QVBoxLayout;

namespace cairn::gui {

// Lines to write a policy with: until a version is so old, one is kept for each stretch of time.
class KeepRows final : public QWidget
{
    Q_OBJECT
public:
    explicit KeepRows(QWidget *parent = nullptr);
    void setRows(const std::vector<KeepRow> &rows);
    [[nodiscard]] std::vector<KeepRow> rows() const;

Q_SIGNALS:
    void changed();

private:
    class Line;
    Line *addLine(const KeepRow &row);
    void renumber();

    QVBoxLayout *m_column;
    std::vector<Line *> m_lines;
};

} // namespace cairn::gui
