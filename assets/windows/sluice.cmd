@echo off
rem The command line of Sluice on Windows takes a Node of its own (20.18 or newer): a program with windows has no console.
node "%~dp0sluice.mjs" %*
