// SPDX-License-Identifier: MIT
#include "app/gui/sheet_output.h"

#include "app/shared/error_table.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>
#include <QPrintDialog>
#include <QPrinter>

#include <memory>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

struct Output
{
    Q_DECLARE_TR_FUNCTIONS(cairn::gui::SheetOutput)
};

} // namespace

void saveSheet(QWidget *parent, const RecoverySheet &sheet,
               const std::function<void(bool, const QString &)> &done)
{
    auto *dialog = new QFileDialog(parent, Output::tr("Save the recovery sheet"), QDir::homePath(),
                                   Output::tr("PDF (*.pdf)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"pdf"_s);
    dialog->selectFile(Output::tr("Recovery sheet of %1.pdf").arg(sheet.job.name));
    QObject::connect(dialog, &QFileDialog::fileSelected, parent,
                     [sheet, done](const QString &path) {
                         const auto saved = sheet.savePdf(path);
                         done(saved.has_value(), saved ? Output::tr("Saved as %1.").arg(path)
                                                       : windowText(saved.error()));
                     });
    dialog->open();
}

void printSheet(QWidget *parent, const RecoverySheet &sheet, const std::function<void()> &printed)
{
    const auto printer = std::make_shared<QPrinter>(QPrinter::HighResolution);
    auto *dialog = new QPrintDialog(printer.get(), parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    // The printer goes with the connection, after the dialog that uses it.
    QObject::connect(dialog, &QPrintDialog::finished, parent,
                     [sheet, printer, printed](int result) {
                         if (result != QDialog::Accepted)
                             return;
                         sheet.paint(*printer);
                         printed();
                     });
    dialog->open();
}

} // namespace cairn::gui
