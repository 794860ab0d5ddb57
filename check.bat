@echo off
rem Finds a Python new enough and hands over to tools\check.py, which needs nothing installed.
setlocal
set PYTHONUTF8=1
if defined PYTHON (
    "%PYTHON%" "%~dp0tools\check.py" %*
    exit /b
)
where py >nul 2>nul
if not errorlevel 1 (
    py -3 "%~dp0tools\check.py" %*
    exit /b
)
where python >nul 2>nul
if not errorlevel 1 (
    python "%~dp0tools\check.py" %*
    exit /b
)
echo Tandau needs Python 3.11 or newer and found none. Nothing was installed. Get it from python.org. 1>&2
exit /b 1
