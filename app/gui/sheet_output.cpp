// SPDX-License-Identifier: MIT
#include "app/gui/sheet_output.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>
#include <QPageLayout>
#include <QPrintDialog>
#include <QPrinter>
#include <QThread>

#include <memory>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

struct Output
{
    Q_DECLARE_TR_FUNCTIONS(cairn::gui::SheetOutput)
};

// The page, painted here, is written by another thread: a folder may be far away.
void saveAs(EngineProxy &engine, QWidget *parent, const QString &path, const QByteArray &page,
            const SheetDone &done)
{
    auto *wait = new QObject(parent);
    QObject::connect(&engine, &EngineProxy::fileSaved, wait,
                     [wait, path, done, id = engine.saveFile(path, page)](RequestId saved,
                                                                          const QString &problem) {
                         if (saved != id)
                             return;
                         wait->deleteLater();
                         done(problem.isEmpty(),
                              problem.isEmpty() ? Output::tr("Saved as %1.").arg(path) : problem);
                     });
}

// A printer may be far away, or a file.
void print(QWidget *parent, const RecoverySheet &sheet, const std::shared_ptr<QPrinter> &printer,
           const SheetDone &done)
{
    QThread *work = QThread::create([sheet, printer] { sheet.paint(*printer); });
    QObject::connect(work, &QThread::finished, parent, [printer, done] {
        const bool isOut = printer->printerState() != QPrinter::Error;
        done(isOut, isOut ? Output::tr("Sent to the printer.")
                          : Output::tr("It could not be printed. Try another printer, or save the "
                                       "recovery sheet."));
    });
    QObject::connect(work, &QThread::finished, work, &QObject::deleteLater);
    QObject::connect(qApp, &QCoreApplication::aboutToQuit, work, [work] { work->wait(); });
    work->start();
}

} // namespace

void saveSheet(EngineProxy &engine, QWidget *parent, const RecoverySheet &sheet,
               const SheetDone &done)
{
    auto *dialog = new QFileDialog(parent, Output::tr("Save the recovery sheet"), QDir::homePath(),
                                   Output::tr("PDF (*.pdf)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"pdf"_s);
    dialog->selectFile(Output::tr("Recovery sheet of %1.pdf").arg(sheet.job.name));
    QObject::connect(dialog, &QFileDialog::fileSelected, parent,
                     [&engine, parent, sheet, done](const QString &path) {
                         const QPageLayout page(QPageSize(QPageSize::A4), QPageLayout::Portrait,
                                                {10, 10, 10, 10});
                         saveAs(engine, parent, path, sheet.pdf(page), done);
                     });
    dialog->open();
}

void printSheet(EngineProxy &engine, QWidget *parent, const RecoverySheet &sheet,
                const SheetDone &done)
{
    const auto printer = std::make_shared<QPrinter>(QPrinter::HighResolution);
    auto *dialog = new QPrintDialog(printer.get(), parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    // The printer goes with the connection, after the dialog that uses it.
    QObject::connect(dialog, &QPrintDialog::finished, parent,
                     [&engine, parent, sheet, printer, done](int result) {
                         const QString file = printer->outputFileName();
                         if (result != QDialog::Accepted)
                             return;
                         if (file.isEmpty())
                             print(parent, sheet, printer, done);
                         else // Qt would not tell that a disk is full
                             saveAs(engine, parent, file, sheet.pdf(printer->pageLayout()), done);
                     });
    dialog->open();
}

} // namespace cairn::gui
