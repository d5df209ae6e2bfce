// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/editor/keep_text.h"

#include <QWidget>

class QComboBox;
class QSpinBox;

namespace cairn::gui {

// A length of time in one unit; or, where there is one, a word for having none: "for ever".
class KeepSpanEdit final : public QWidget
{
    Q_OBJECT
public:
    // noneText: the choice of no length; empty: there must be one.
    KeepSpanEdit(const QString &noneText, QWidget *parent = nullptr);
    void setSpan(const std::optional<KeepSpan> &span);
    [[nodiscard]] std::optional<KeepSpan> span() const;
    void setNames(const QString &objectName, const QString &accessibleName);

Q_SIGNALS:
    void changed();

private:
    void arrange();
    QSpinBox *m_count;
    QComboBox *m_unit;
};

} // namespace cairn::gui
