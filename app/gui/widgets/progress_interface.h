// SPDX-License-Identifier: MIT
#pragma once

#include <QAccessibleWidget>

#include <algorithm>

namespace cairn::gui {

// To a screen reader `Bar` is a progress bar with the value of its percent(), -1 if that is not
// known. For QAccessible::installFactory(): &makeProgressInterface<Bar>.
template<class Bar>
class ProgressInterface final : public QAccessibleWidget, public QAccessibleValueInterface
{
public:
    explicit ProgressInterface(Bar *bar)
        : QAccessibleWidget(bar, QAccessible::ProgressBar)
    {
    }
    void *interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::ValueInterface ? static_cast<QAccessibleValueInterface *>(this)
                                                   : QAccessibleWidget::interface_cast(type);
    }
    QVariant currentValue() const override
    {
        return std::max(0, static_cast<Bar *>(widget())->percent());
    }
    void setCurrentValue(const QVariant &) override {}
    QVariant minimumValue() const override { return 0; }
    QVariant maximumValue() const override { return 100; }
    QVariant minimumStepSize() const override { return 1; }
};

template<class Bar>
QAccessibleInterface *makeProgressInterface(const QString &, QObject *object)
{
    auto *bar = qobject_cast<Bar *>(object);
    return bar ? new ProgressInterface<Bar>(bar) : nullptr;
}

} // namespace cairn::gui
